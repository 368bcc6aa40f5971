package dev.latchkey.contract;

/** The handler behind a route, as template.yaml has it. */
final class Routes {
    private Routes() {}

    static String handler(String route) {
        return Template.behind(route).handler();
    }
}
