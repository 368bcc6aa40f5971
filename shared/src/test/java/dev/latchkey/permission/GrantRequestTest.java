package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.testing.Arbitrary;
import java.util.List;
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
                    dj       | -       | {}                        | dj       | consume cam mic screen send receive update
                    dj       | yes     | {}                        | dj       | all
                    dj       | -       | produce=yes               | dj       | consume cam mic screen send receive update
                    guest    | -       | {}                        | guest    | consume cam mic screen send receive update
                    guest    | -       | produce=yes               | guest    | consume cam mic screen send receive update
                    speaker  | -       | produce=yes               | speaker  | consume mic send receive update
                    speaker  | -       | produce=yes cam=yes       | speaker  | consume cam mic send receive update
                    guest    | -       | produce=yes cam=no        | guest    | consume mic screen send receive update
                    listener | -       | produce=yes mic=yes       | listener | consume mic send receive update
                    bot      | -       | produce=yes screen=yes    | bot      | consume screen
                    """)
    void rolePermissionsAndIsAdminMakeAGrant(
            @Nullable String role,
            @Nullable String isAdmin,
            @Nullable String permissions,
            String expectedRole,
            String expectedRights) {
        GrantRequest request = request(role, isAdmin, permissions);

        assertThat(request.conflict()).isEmpty();
        assertThat(request.grant())
                .isEqualTo(new Grant(new Role(expectedRole), PermissionShorthand.of(expectedRights)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
                    role     | isAdmin | permissions | field       | what is wrong
                    dj       | -       | -           | permissions | must be given with a custom role; {} for those of a guest
                    dj       | yes     | -           | permissions | must be given with a custom role; {} for those of a guest
                    -        | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    host     | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    speaker  | yes     | admin=no    | isAdmin     | is true but permissions.admin is false
                    -        | no      | admin=yes   | isAdmin     | is false but permissions.admin is true
                    speaker  | no      | admin=yes   | isAdmin     | is false but permissions.admin is true
                    host     | no      | -           | isAdmin     | is false but the role is host or coHost
                    coHost   | no      | -           | isAdmin     | is false but the role is host or coHost
                    host     | no      | admin=no    | isAdmin     | is false but the role is host or coHost
                    listener | -       | produce=yes | permissions.canProduce | is true but no source is: role listener has none, name some in canProduceSources
                    bot      | -       | produce=yes mic=no | permissions.canProduce | is true but no source is: role bot has none, name some in canProduceSources
                    speaker  | -       | produce=yes mic=no | permissions.canProduce | is true but no source is: role speaker has none, name some in canProduceSources
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
                    Permissions laid = new PermissionOverlay(Map.of(right, granted), null).over(row);

                    assertThat(laid).as("%s with %s %s", role, right, granted).isEqualTo(row.with(right, granted));
                }
            }
        }
    }

    @Test
    void producingNothingTakesEverySourceAndNothingElse() {
        for (Role role : Role.PREDEFINED) {
            Permissions row = role.row().orElseThrow();
            Permissions laid = PermissionShorthand.overlay("produce=no").over(row);

            assertThat(laid.canProduce()).isFalse();
            assertThat(laid).isEqualTo(row.without(PermissionShorthand.of("cam mic screen")));
        }
    }

    /** What somebody inside has, what an admin changes without a role, and what it is then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    role     | has                         | permissions        | then
                    guest    | consume                     | produce=yes        | consume cam mic screen
                    guest    | consume                     | produce=yes mic=yes| consume mic
                    guest    | consume                     | produce=yes mic=no | consume cam screen
                    guest    | consume mic                 | produce=yes        | consume mic
                    guest    | consume cam mic             | produce=no         | consume
                    speaker  | consume                     | produce=yes        | consume mic
                    listener | consume                     | produce=yes cam=yes| consume cam
                    dj       | consume                     | produce=yes        | consume cam mic screen
                    host     | admin                       | produce=yes        | admin cam mic screen
                    """)
    void permissionsAloneOverlayWhatSomebodyHas(String role, String has, String permissions, String then) {
        Grant held = new Grant(new Role(role), PermissionShorthand.of(has));

        assertThat(request(null, null, permissions).over(held))
                .isEqualTo(new Grant(new Role(role), PermissionShorthand.of(then)));
    }

    @Test
    void producingIsNotPromisedToWhomNoSourceIsGiven() {
        Grant muted = new Grant(Role.LISTENER, PermissionShorthand.of("consume"));

        assertThatThrownBy(() -> request(null, null, "produce=yes").over(muted))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.errors())
                                .containsExactly(
                                        new FieldError(
                                                "permissions.canProduce",
                                                "is true but no source is: role listener has none, name some in canProduceSources")));
    }

    @Test
    void takingEverySourceAndGivingItBackIsAsBefore() {
        for (Role role : List.of(Role.HOST, Role.CO_HOST, Role.GUEST, Role.SPEAKER, new Role("dj"))) {
            Grant before = new GrantRequest(role, PermissionOverlay.EMPTY, null).grant();
            Grant muted = request(null, null, "produce=no").over(before);

            assertThat(muted.permissions().canProduce()).isFalse();
            assertThat(request(null, null, "produce=yes").over(muted)).isEqualTo(before);
        }
    }

    @Test
    void roleIsWhatItsRowSaysWhateverSomebodyHad() {
        Grant held = new Grant(Role.HOST, PermissionShorthand.of("all"));

        assertThat(request("speaker", null, "produce=yes").over(held)).isEqualTo(Grant.ofRole(Role.SPEAKER));
        assertThat(request(null, "no", null).over(held)).isEqualTo(Grant.GUEST);
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
                    arbitrary.coin() ? named(arbitrary) : null,
                    arbitrary.coin() ? arbitrary.coin() : null);

            if (request.isAdmin() != null && request.conflict().isEmpty()) {
                assertThat(request.grant().permissions().admin()).isEqualTo(request.isAdmin());
            }
        });
    }

    private static PermissionOverlay named(Arbitrary arbitrary) {
        return new PermissionOverlay(
                Map.of(arbitrary.oneOf(Right.values()), arbitrary.coin()), arbitrary.oneOf(true, false, null, null));
    }

    private static GrantRequest request(@Nullable String role, @Nullable String isAdmin, @Nullable String permissions) {
        return new GrantRequest(
                role == null ? null : new Role(role),
                permissions == null ? null : PermissionShorthand.overlay(permissions),
                isAdmin == null ? null : isAdmin.equals("yes"));
    }
}
