package dev.latchkey.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        RefusedException refused = RefusedException.malformed(List.of(
                new FieldError("name", "must be a text"), new FieldError("meta", "must be at most 1000 characters")));

        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(refused.detail()).isEqualTo("name must be a text; meta must be at most 1000 characters");
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("name", "meta");
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
