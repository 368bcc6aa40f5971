package dev.latchkey.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class TemplateYamlTest {
    private static final String TABLE = """
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  KeySchema: [{AttributeName: pk, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                    - {AttributeName: sk, AttributeType: S}
                    - {AttributeName: listed, AttributeType: N}
                  GlobalSecondaryIndexes:
                    - IndexName: list
                      KeySchema: [{AttributeName: listed, KeyType: HASH}]
                      Projection: {ProjectionType: KEYS_ONLY}
                  TimeToLiveSpecification: {AttributeName: until, Enabled: true}
                  StreamSpecification: {StreamViewType: KEYS_ONLY}
            """;
    private static final String WHOLE = """
            Parameters:
              Origins: {Type: String, Default: ""}
            Conditions:
              HasOrigins: !Not [!Equals [!Ref Origins, ""]]
            Globals:
              Function: {Timeout: 7}
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  CorsConfiguration: !If
                    - HasOrigins
                    - AllowOrigins: !Split [",", !Ref Origins]
                      AllowMethods: [GET]
                      MaxAge: 60
                    - !Ref AWS::NoValue
              HelloFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.HelloHandler
                  Role: !GetAtt Role.Arn
                  Events:
                    Route: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: "/hello/{name}"}}
                    Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day), Input: '{"night": true}'}}
                    Often: {Type: Schedule, Properties: {Schedule: rate(90 minutes), Input: '{}'}}
                    InAnAccount: {Type: Schedule, Properties: {Schedule: rate(1 hour), Input: !Sub '{"a": "${Secret}"}'}}
                    Queue: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn, BatchSize: 1}}
              QuietFunction:
                Type: AWS::Serverless::Function
                Properties: {Handler: example.QuietHandler, Timeout: 30}
              TellFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.TellHandler
                  Events:
                    Changes:
                      Type: DynamoDB
                      Properties:
                        FilterCriteria: {Filters: [{Pattern: '{"a": [1]}'}, {Pattern: '{"b": [2]}'}]}
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
              Logs:
                Type: AWS::Logs::LogGroup
              Route:
                Type: AWS::ApiGatewayV2::Route
                Properties: {ApiId: !Ref Live, RouteKey: $connect, Target: !Sub "integrations/${Lambda}"}
              Lambda:
                Type: AWS::ApiGatewayV2::Integration
                Properties: {IntegrationUri: !Sub "arn:lambda:functions/${QuietFunction.Arn}/invocations"}
              RouteToAnAlias:
                Type: AWS::ApiGatewayV2::Route
                Properties: {ApiId: !Ref Live, RouteKey: $default, Target: !Sub "integrations/${Alias}"}
              Alias:
                Type: AWS::ApiGatewayV2::Integration
                Properties: {IntegrationUri: !Sub ["arn:lambda:functions/${Alias}/invocations", {Alias: !Ref QuietFunction.Alias}]}
            """ + TABLE;

    @Test
    void functionsHaveTheirHandlersRoutesQueuesSchedulesAndTimeouts() {
        assertThat(parse(WHOLE).functions())
                .containsExactly(
                        new TemplateFunction(
                                "HelloFunction",
                                "example.HelloHandler",
                                Duration.ofSeconds(7),
                                List.of(new TemplateRoute("GET", "/hello/{name}")),
                                List.of(),
                                List.of(new TemplateQueue("Work", 3)),
                                List.of(
                                        new TemplateSchedule(Duration.ofDays(1), "{\"night\": true}"),
                                        new TemplateSchedule(Duration.ofMinutes(90), "{}")),
                                List.of()),
                        new TemplateFunction(
                                "QuietFunction",
                                "example.QuietHandler",
                                Duration.ofSeconds(30),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("$connect", "$default")),
                        new TemplateFunction(
                                "TellFunction",
                                "example.TellHandler",
                                Duration.ofSeconds(7),
                                List.of(),
                                List.of("{\"a\": [1]}", "{\"b\": [2]}"),
                                List.of(),
                                List.of(),
                                List.of()));
    }

    @Test
    void tableIsMadeAsTheTemplateHasIt() {
        CreateTableRequest request = parse(WHOLE).table().creation("local");

        assertThat(request.tableName()).isEqualTo("local");
        assertThat(request.keySchema())
                .extracting(KeySchemaElement::attributeName, KeySchemaElement::keyTypeAsString)
                .containsExactly(tuple("pk", "HASH"), tuple("sk", "RANGE"));
        assertThat(request.attributeDefinitions())
                .contains(AttributeDefinition.builder()
                        .attributeName("listed")
                        .attributeType(ScalarAttributeType.N)
                        .build());
        assertThat(request.globalSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("list");
            assertThat(index.projection().projectionTypeAsString()).isEqualTo("KEYS_ONLY");
        });
        assertThat(request.streamSpecification().streamViewType()).isEqualTo(StreamViewType.KEYS_ONLY);
        assertThat(parse(WHOLE).table().ttlAttribute()).isEqualTo("until");
    }

    @Test
    void webPagesMayNotCallUnlessAParameterSaysSo() {
        assertThat(parse(WHOLE).cors()).isEqualTo(CorsRules.NONE);
    }

    @Test
    void webPagesMayCallFromTheOriginsThatAParameterNames() {
        CorsRules cors = TemplateYaml.parse(WHOLE, Map.of("Origins", "http://a,http://b"))
                .cors();

        assertThat(cors)
                .isEqualTo(new CorsRules(List.of("http://a", "http://b"), List.of("GET"), List.of(), List.of(), "60"));
    }

    @Test
    void whatIsMissingIsNamedWithItsPlace() {
        assertThatThrownBy(() -> parse("Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {}}\n" + TABLE))
                .hasMessage("template.yaml: Resources.F.Properties.Handler must be a text");
    }

    @Test
    void aScheduleThatIsNoRateIsRefused() {
        assertThatThrownBy(() -> parse(WHOLE.replace("rate(1 day)", "cron(0 9 * * ? *)")))
                .hasMessage("template.yaml: cron(0 9 * * ? *) is no rate");
    }

    @Test
    void templateWithoutATableIsRefused() {
        assertThatThrownBy(() -> parse("Resources: {}")).hasMessageContaining("one AWS::DynamoDB::Table");
    }

    @Test
    void loopOverNamesIsWrittenOut() {
        String loop = """
              Fn::ForEach::Greeters:
                - Name
                - [Hello, Bye]
                - ${Name}Function:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: !Sub example.${Name}Handler
                      Timeout: 5
            """;

        assertThat(parse("Resources:\n" + loop + TABLE).functions())
                .extracting(TemplateFunction::name, TemplateFunction::handler)
                .containsExactly(
                        tuple("HelloFunction", "example.HelloHandler"), tuple("ByeFunction", "example.ByeHandler"));
    }

    private static Template parse(String yaml) {
        return TemplateYaml.parse(yaml, Map.of());
    }
}
