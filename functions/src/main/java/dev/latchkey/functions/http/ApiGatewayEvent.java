package dev.latchkey.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * API Gateway's HTTP API events, payload format 2.0, read and answered by streaming: the typed classes of
 * aws-lambda-java-events cost some 400 ms of a cold start.
 */
public final class ApiGatewayEvent {
    /** Stands for a body that is not UTF-8. No UTF-8 decodes to it. */
    private static final String NO_TEXT = "\uD800";

    private String id = "";
    private String method = "";
    private String route = "";
    private String sourceIp = "";
    private String domainName = "";
    private String body = "";
    private boolean base64;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> query = new HashMap<>();
    private final Map<String, String> path = new HashMap<>();
    private final List<String> cookies = new ArrayList<>();

    private ApiGatewayEvent() {}

    static Request read(InputStream event) throws IOException {
        ApiGatewayEvent read = new ApiGatewayEvent();
        try (JsonParser parser = Json.factory().createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                read.member(name, parser);
            }
        }
        return read.request();
    }

    private void member(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "routeKey" -> route = text(parser);
            case "body" -> body = text(parser);
            case "isBase64Encoded" -> base64 = parser.getValueAsBoolean();
            case "headers" -> texts(parser, headers, true);
            case "queryStringParameters" -> texts(parser, query, false);
            case "pathParameters" -> texts(parser, path, false);
            case "cookies" -> cookies(parser);
            case "requestContext" -> context(parser);
            default -> parser.skipChildren();
        }
    }

    private void context(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "requestId" -> id = text(parser);
                case "domainName" -> domainName = text(parser);
                case "http" -> http(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void http(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "method" -> method = text(parser);
                case "sourceIp" -> sourceIp = text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static void texts(JsonParser parser, Map<String, String> into, boolean lowerCase) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            into.put(lowerCase ? name.toLowerCase(Locale.ROOT) : name, text(parser));
        }
    }

    private void cookies(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                cookies.add(text(parser));
                parser.skipChildren();
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.getValueAsString("");
    }

    private Request request() {
        return new Request(
                id, method, route, headers, query, path, sourceIp, url(), cookies, base64 ? decoded(body) : body);
    }

    /** API Gateway sets both itself, whatever the caller says. */
    private String url() {
        return domainName.isEmpty() ? "" : headers.getOrDefault("x-forwarded-proto", "https") + "://" + domainName;
    }

    /** API Gateway encodes what it does not take for text, which may be anything. */
    private static String decoded(String body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return NO_TEXT;
        }
    }

    public static void write(Response response, OutputStream answer) throws IOException {
        try (JsonGenerator generator = Json.factory().createGenerator(answer)) {
            generator.writeStartObject();
            generator.writeNumberField("statusCode", response.status());
            generator.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : response.headers().entrySet()) {
                generator.writeStringField(header.getKey(), header.getValue());
            }
            // A browser is to take an answer for what it says it is, and never to run what somebody named himself.
            generator.writeStringField("x-content-type-options", "nosniff");
            generator.writeEndObject();
            if (!response.cookies().isEmpty()) {
                generator.writeArrayFieldStart("cookies");
                for (String cookie : response.cookies()) {
                    generator.writeString(cookie);
                }
                generator.writeEndArray();
            }
            generator.writeStringField("body", response.body());
            generator.writeEndObject();
        }
    }
}
