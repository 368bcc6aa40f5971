package dev.latchkey.webhook;

/** Is told of attempts to deliver. */
public interface DeliveryLog {
    /** @param delivery as it is after its last attempt */
    void attempted(Delivery delivery);
}
