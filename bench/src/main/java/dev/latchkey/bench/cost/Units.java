package dev.latchkey.bench.cost;

/** Read and write units. */
record Units(double reads, double writes) {
    static final Units NONE = new Units(0, 0);

    Units plus(double moreReads, double moreWrites) {
        return new Units(reads + moreReads, writes + moreWrites);
    }
}
