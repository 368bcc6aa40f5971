package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void pathAndQueryAreDecodedOnceAndKeptRaw() {
        Target target = Target.parse("/a%20b/%C3%A9?x=1%2B1&y=a+b&x=2&flag");

        assertThat(target.segments()).isEqualTo(List.of("a b", "\u00e9"));
        assertThat(target.query()).isEqualTo(Map.of("x", "1+1,2", "y", "a b", "flag", ""));
        assertThat(target.rawPath()).isEqualTo("/a%20b/%C3%A9");
        assertThat(target.rawQuery()).isEqualTo("x=1%2B1&y=a+b&x=2&flag");
    }

    @Test
    void plusInAPathIsAPlus() {
        assertThat(Target.parse("/a+b").segments()).isEqualTo(List.of("a+b"));
    }

    @Test
    void originOfAProxyRequestIsLeftOut() {
        assertThat(Target.parse("http://localhost:3000/a?b=c").rawPath()).isEqualTo("/a");
        assertThat(Target.parse("http://localhost:3000").rawPath()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%00b",
                "/a%0Ab",
                "/../etc",
                "/a/..",
                "/%2e%2e/etc",
                "/.",
                "/%",
                "/%2",
                "/%zz",
                "/%C3",
                "/%ff",
                "/\u00e9",
                "*",
                "",
                "a",
                "//x\u0001",
                "/?a=%",
                "/?%zz=1"
            })
    void anythingElseIsMalformed(String target) {
        assertThatThrownBy(() -> Target.parse(target))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
    }

    @Test
    void neverPrintsItself() {
        assertThat(Target.parse("/a?secretKey=lk_dev_x").toString()).doesNotContain("lk_dev_x");
    }
}
