package dev.latchkey.outbound;

import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.outbound.HttpPost.CallFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads an HTTP answer with its body, however that is framed (RFC 9112 section 6.3). */
final class WholeAnswer {
    /** More is no answer of an API that we call: a list of 1,000 participants is a tenth of it. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int NO_CONTENT = 204;
    private static final int NOT_SAID = -1;

    private final InputStream answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int length = NOT_SAID;
    private boolean chunked;

    private WholeAnswer(InputStream answer) {
        this.answer = answer;
    }

    static ApiAnswer read(InputStream answer) throws IOException, CallFailedException {
        return new WholeAnswer(answer).read();
    }

    private ApiAnswer read() throws IOException, CallFailedException {
        AnswerHead head = new AnswerHead(answer);
        int status = head.finalStatus();
        for (String header = head.line(); !header.isEmpty(); header = head.line()) {
            note(header.toLowerCase(Locale.ROOT));
        }
        if (status != NO_CONTENT) {
            readBody();
        }
        return new ApiAnswer(status, null, body.toString(StandardCharsets.UTF_8));
    }

    private void note(String header) throws CallFailedException {
        int colon = header.indexOf(':');
        String value = header.substring(colon + 1).trim();
        switch (header.substring(0, Math.max(0, colon))) {
            case "content-length" -> length = number(value, 10);
            case "transfer-encoding" -> chunked = value.endsWith("chunked");
            default -> {
                // says nothing about where the body ends
            }
        }
    }

    private void readBody() throws IOException, CallFailedException {
        if (chunked) {
            readChunks();
        } else if (length != NOT_SAID) {
            take(length);
        } else {
            // Until the other side hangs up, as it was asked to.
            body.write(answer.readNBytes(MOST_BYTES));
        }
    }

    private void readChunks() throws IOException, CallFailedException {
        while (true) {
            String line = new AnswerHead(answer).line();
            int extension = line.indexOf(';');
            int size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
            if (size == 0) {
                return;
            }
            take(size);
            if (!new AnswerHead(answer).line().isEmpty()) {
                throw new CallFailedException(Fault.NOT_HTTP);
            }
        }
    }

    private void take(int size) throws IOException, CallFailedException {
        if (size > MOST_BYTES - body.size()) {
            throw new CallFailedException(Fault.NOT_HTTP);
        }
        byte[] bytes = answer.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("the other side hung up");
        }
        body.write(bytes);
    }

    private static int number(String text, int radix) throws CallFailedException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new CallFailedException(Fault.NOT_HTTP);
    }
}
