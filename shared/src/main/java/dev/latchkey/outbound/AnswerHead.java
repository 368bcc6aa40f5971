package dev.latchkey.outbound;

import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.outbound.HttpPost.CallFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the head of an HTTP answer (RFC 9112): the status, and what says how its body is framed. */
final class AnswerHead {
    /** More is not read. */
    static final int MOST_BYTES = 4096;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");

    private final InputStream answer;
    private int left = MOST_BYTES;

    AnswerHead(InputStream answer) {
        this.answer = answer;
    }

    static int status(InputStream answer) throws IOException, CallFailedException {
        return new AnswerHead(answer).finalStatus();
    }

    /** Of the answer itself: those before it say that it is on its way (1xx). */
    int finalStatus() throws IOException, CallFailedException {
        while (true) {
            Matcher line = STATUS.matcher(line());
            if (!line.matches()) {
                throw new CallFailedException(Fault.NOT_HTTP);
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                return status;
            }
            while (!line().isEmpty()) {
                // a header of an answer that is none yet
            }
        }
    }

    /** The next header, or the length of a chunk; empty at the end of the head. */
    String line() throws IOException, CallFailedException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next != '\n'; next = answer.read()) {
            if (next < 0 && line.length() == 0) {
                throw new IOException("the other side hung up");
            }
            if (next < 0 || left-- == 0) {
                throw new CallFailedException(Fault.NOT_HTTP);
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
