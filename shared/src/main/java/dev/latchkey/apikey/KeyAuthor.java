package dev.latchkey.apikey;

/** Who makes, changes and ends the API keys of an app: the operator, or an app's server by a key of its own. */
public interface KeyAuthor {
    /** Whoever may invoke the operator's function. Nothing limits it but IAM. */
    KeyAuthor OPERATOR = new KeyAuthor() {
        @Override
        public String id() {
            return "operator";
        }

        @Override
        public void requireReach(ApiKey key) {}

        @Override
        public boolean callsWith(ApiKey key) {
            return false;
        }
    };

    /** Who it was, as the decision log has it. */
    String id();

    /**
     * Refuses to make, change or end a key that may do more than its author: nobody helps himself to more than he was given, and
     * nobody takes a key away that is above his own.
     */
    void requireReach(ApiKey key);

    /** Whether that is the key that this very call is made with. */
    boolean callsWith(ApiKey key);
}
