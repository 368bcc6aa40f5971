package dev.latchkey.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.text.PlainText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedExceptionTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasAStableWord(Reason reason) {
        assertThat(reason.code())
                .matches("[a-z]+(_[a-z]+)*")
                .isEqualTo(reason.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        FieldErrors errors = new FieldErrors();
        errors.add("name", "must be a text");
        errors.add("meta", "must be at most 1000 characters");
        RefusedException refused = errors.toException();

        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(refused.detail()).isEqualTo("name must be a text; meta must be at most 1000 characters");
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("name", "meta");
        assertThat(refused.moreErrors()).isZero();
    }

    @Test
    void namesTwentyFieldsAndSaysHowManyMoreThereAre() {
        FieldErrors errors = new FieldErrors();
        for (int i = 1; i <= 20; i++) {
            errors.add("f" + i, "is bad");
            errors.add("f" + i, "is bad once more");
        }

        assertThat(errors.toException().errors()).hasSize(20);
        assertThat(errors.toException().moreErrors()).isZero();
        assertThat(errors.toException().detail()).endsWith("f20 is bad");

        errors.add("f21", "is bad");

        assertThat(errors.toException().errors()).hasSize(20).last().isEqualTo(new FieldError("f20", "is bad"));
        assertThat(errors.toException().moreErrors()).isEqualTo(1);
        assertThat(errors.toException().detail()).endsWith("f20 is bad; and 1 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e4", "\u20ac", "\uD83D\uDE00", "\"", "\\", "\u0001", "\u202e"})
    void repeatsAtMost120BytesOfAPath(String character) {
        int bytes =
                Json.write(PlainText.isClean(character) ? character : "\uFFFD").getBytes(StandardCharsets.UTF_8).length
                        - 2;
        int most = 120 / bytes;

        assertThat(shown(character.repeat(most)).codePoints()).hasSize(most);
        assertThat(shown(character.repeat(most + 1))).endsWith("\u2026");
        assertThat(shown(character.repeat(most + 1)).codePoints()).hasSize(most + 1);
        assertThat(PlainText.isClean(shown(character.repeat(most)))).isTrue();
    }

    private static String shown(String path) {
        FieldErrors errors = new FieldErrors();
        errors.add(path, "is bad");
        return errors.toException().errors().get(0).field();
    }

    /** A path that is cut off is still one of its own. */
    @Test
    void pathsThatBeginAlikeAreCountedEach() {
        FieldErrors errors = new FieldErrors();
        errors.add("x".repeat(200) + "a", "is bad");
        errors.add("x".repeat(200) + "b", "is bad");

        assertThat(errors.toException().errors()).hasSize(2);
    }

    @Test
    void refusalBecomesAnExceptionThatSaysTheSame() {
        RefusedException refused = new Refusal(Reason.BANNED, "this user is banned").toException();

        assertThat(refused.reason()).isEqualTo(Reason.BANNED);
        assertThat(refused.detail()).isEqualTo("this user is banned");
        assertThat(refused.errors()).isEmpty();
    }

    @Test
    void carriesNoStackThatNobodyReads() {
        assertThat(new RefusedException(Reason.BANNED, "no").getStackTrace()).isEmpty();
    }
}
