package dev.latchkey.bench.crowd;

/** So many units a second: how throttles and partitions are reckoned with. */
final class Bucket {
    private final double perSecond;
    private final double most;
    private double units;
    private double filledAt;
    private long second;
    private double takenInSecond;
    private double mostInSecond;

    /** @param most how many can be saved up; it begins full */
    Bucket(double perSecond, double most) {
        this.perSecond = perSecond;
        this.most = most;
        this.units = most;
    }

    boolean isEmpty(double now) {
        units = Math.min(most, units + (now - filledAt) * perSecond);
        filledAt = now;
        return units <= 0;
    }

    /** Takes units, be they there or not: DynamoDB learns how many an answer costs when it has it, and what is owed is waited for. */
    void take(double now, double wanted) {
        units -= wanted;
        if ((long) now != second) {
            second = (long) now;
            takenInSecond = 0;
        }
        takenInSecond += wanted;
        mostInSecond = Math.max(mostInSecond, takenInSecond);
    }

    /** The most that was taken within a second, of what there is in one. */
    double hottest() {
        return mostInSecond / perSecond;
    }
}
