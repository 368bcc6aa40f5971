package dev.latchkey.local;

/** What is printed once everything runs: the three lines that scripts read, and calls to try. */
final class StartMessage {
    private StartMessage() {}

    static String text(int port, String app, String apiKey) {
        String url = "http://localhost:" + port;
        return """
                Latchkey: %1$s
                App: %2$s
                API key: %3$s

                Make a private room, make a token for it, and come in with the token:

                curl %1$s/api/v1/room -H 'x-api-key: %3$s' -H 'Content-Type: application/json' -d '{"roomName":"hello","privacy":"private"}'
                TOKEN=$(curl -s %1$s/api/v1/token -H 'x-api-key: %3$s' -H 'Content-Type: application/json' -d '{"roomName":"hello","name":"Ada"}' | cut -d '"' -f 4)
                curl %1$s/api/v1/join/%2$s/hello -H 'Content-Type: application/json' -d "{\\"accessToken\\":\\"$TOKEN\\"}"

                Watch what happens, in another window:

                curl -N %1$s/local/events -H 'x-api-key: %3$s'

                Send a command, which is answered there:

                curl %1$s/local/commands -H 'x-api-key: %3$s' -H 'Content-Type: application/json' -d '{"id":"first","type":"create-room","body":{"roomName":"by-command"}}'
                """.formatted(url, app, apiKey);
    }
}
