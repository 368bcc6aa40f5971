package dev.latchkey.client;

/**
 * What somebody inside may do.
 *
 * @param canProduce whether any source may be sent
 */
public record Permissions(
        boolean admin,
        boolean canConsume,
        boolean canProduce,
        Sources canProduceSources,
        boolean canSendData,
        boolean canRecvData,
        boolean canUpdateMetadata) {

    /** Which of one's sources may be sent. */
    public record Sources(boolean cam, boolean mic, boolean screen) {}

    static Permissions read(JsonObject json) {
        JsonObject sources = json.object("canProduceSources");
        return new Permissions(
                json.flag("admin"),
                json.flag("canConsume"),
                json.flag("canProduce"),
                new Sources(sources.flag("cam"), sources.flag("mic"), sources.flag("screen")),
                json.flag("canSendData"),
                json.flag("canRecvData"),
                json.flag("canUpdateMetadata"));
    }
}
