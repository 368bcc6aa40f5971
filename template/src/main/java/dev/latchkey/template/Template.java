package dev.latchkey.template;

import java.util.List;

/** What template.yaml says about the API and the table, for running them without CloudFormation. */
public record Template(List<TemplateFunction> functions, TableDefinition table, CorsRules cors) {
    public Template {
        functions = List.copyOf(functions);
    }
}
