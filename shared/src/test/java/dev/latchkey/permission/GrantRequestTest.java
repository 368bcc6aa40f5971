package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.problem.FieldError;
import dev.latchkey.testing.Arbitrary;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
                    role     | isAdmin | permissions               | makes    | with
                    -        | -       | -                         | guest    | consume cam mic screen send receive update
                    -        | no      | -                         | guest    | consume cam mic screen send receive update
                    -        | yes     | -                         | host     | all
                    speaker  | -       | -                         | speaker  | consume mic send receive update
                    speaker  | no      | -                         | speaker  | consume mic send receive update
                    speaker  | yes     | -                         | speaker  | admin consume mic send receive update
                    host     | yes     | -                         | host     | all
                    coHost   | yes     | -                         | coHost   | all
                    -        | -       | cam=no                    | guest    | consume mic screen send receive update
                    -        | -       | admin=yes                 | guest    | all
                    -        | no      | admin=no                  | guest    | consume cam mic screen send receive update
                    -        | yes     | send=no                   | host     | admin consume cam mic screen receive update
                    speaker  | -       | cam=yes                   | speaker  | consume cam mic send receive update
                    speaker  | -       | mic=no                    | speaker  | consume send receive update
                    listener | -       | mic=yes send=no           | listener | consume mic receive update
                    guest    | -       | cam=no mic=no screen=no   | guest    | consume send receive update
                    guest    | -       | produce=no                | guest    | consume send receive update
                    speaker  | -       | produce=no cam=yes        | speaker  | consume send receive update
                    host     | -       | admin=no                  | host     | consume cam mic screen send receive update
                    dj       | -       | cam=no                    | dj       | consume mic screen send receive update
                    dj       | yes     | cam=no                    | dj       | admin consume mic screen send receive update
                    """)
    void rolePermissionsAndIsAdminMakeAGrant(
            @Nullable String role,
            @Nullable String isAdmin,
            @Nullable String permissions,
            String expectedRole,
            String expectedRights) {
        GrantRequest request = request(role, isAdmin, permissions);

        assertThat(request.conflict()).isEmpty();
        assertThat(request.grant()).isEqualTo(new Grant(new Role(expectedRole), Rights.of(expectedRights)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
                    role     | isAdmin | permissions | field       | what is wrong
                    dj       | -       | -           | permissions | must be given with a custom role
                    dj       | yes     | -           | permissions | must be given with a custom role
                    -        | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    host     | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    speaker  | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    -        | no      | admin=yes   | isAdmin     | is false but permissions.admin is true
                    speaker  | no      | admin=yes   | isAdmin     | is false but permissions.admin is true
                    host     | no      | -           | isAdmin     | is false but the role is host or coHost
                    coHost   | no      | -           | isAdmin     | is false but the role is host or coHost
                    host     | no      | admin=no    | isAdmin     | is false but the role is host or coHost
                    """)
    void contradictionIsNamed(
            @Nullable String role,
            @Nullable String isAdmin,
            @Nullable String permissions,
            String field,
            String message) {
        assertThat(request(role, isAdmin, permissions).conflict()).contains(new FieldError(field, message));
    }

    @Test
    void permissionsLieOverTheRowOneByOne() {
        for (Role role : Role.PREDEFINED) {
            Permissions row = role.row().orElseThrow();
            for (Right right : Right.values()) {
                for (boolean granted : new boolean[] {true, false}) {
                    Permissions laid = new PermissionOverlay(Map.of(right, granted), false).over(row);

                    assertThat(laid).as("%s with %s %s", role, right, granted).isEqualTo(row.with(right, granted));
                }
            }
        }
    }

    @Test
    void producingNothingTakesEverySourceAndNothingElse() {
        for (Role role : Role.PREDEFINED) {
            Permissions row = role.row().orElseThrow();
            Permissions laid = Rights.overlay("produce=no").over(row);

            assertThat(laid.canProduce()).isFalse();
            assertThat(laid).isEqualTo(row.without(Rights.of("cam mic screen")));
        }
    }

    @Test
    void asksForNothingWhenNothingIsSaid() {
        assertThat(GrantRequest.NOTHING.isEmpty()).isTrue();
        assertThat(request("guest", null, null).isEmpty()).isFalse();
        assertThat(request(null, "no", null).isEmpty()).isFalse();
        assertThat(request(null, null, "cam=no").isEmpty()).isFalse();
        assertThat(request(null, null, "produce=no").isEmpty()).isFalse();
    }

    @Test
    void isAdminIsAlwaysWhatWasAskedFor() {
        Arbitrary.forAll(2000, arbitrary -> {
            GrantRequest request = new GrantRequest(
                    arbitrary.coin() ? arbitrary.role() : null,
                    arbitrary.coin() ? named(arbitrary) : PermissionOverlay.NONE,
                    arbitrary.coin() ? arbitrary.coin() : null);

            if (request.isAdmin() != null && request.conflict().isEmpty()) {
                assertThat(request.grant().permissions().admin()).isEqualTo(request.isAdmin());
            }
        });
    }

    private static PermissionOverlay named(Arbitrary arbitrary) {
        return new PermissionOverlay(Map.of(arbitrary.oneOf(Right.values()), arbitrary.coin()), arbitrary.oneIn(4));
    }

    private static GrantRequest request(@Nullable String role, @Nullable String isAdmin, @Nullable String permissions) {
        return new GrantRequest(
                role == null ? null : new Role(role),
                Rights.overlay(permissions == null ? "" : permissions),
                isAdmin == null ? null : isAdmin.equals("yes"));
    }
}
