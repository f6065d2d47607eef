package dev.llmops.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Arithmetic on numbers, with Python's rules: whole numbers never overflow, and division rounds down. */
public final class Numbers {
    /** How many bits a whole number may have. */
    private static final long MOST_BITS = 100_000;

    private static final int LONG_BITS = 63;

    /** Whole numbers of up to so many bits are floats exactly. */
    private static final int EXACT_BITS = 53;

    private Numbers() {}

    /** {@return whether {@code value} is a number; True and False are} */
    public static boolean isNumber(Object value) {
        return value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigInteger;
    }

    /** {@return whether {@code value} is a whole number; True and False are} */
    public static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
    }

    /** {@return the whole number {@code value} as a long if it fits one} */
    public static Object whole(BigInteger value) {
        return value.bitLength() <= LONG_BITS ? (Object) value.longValue() : value;
    }

    /** {@return True as 1 and False as 0; other numbers as they are} */
    private static Object plain(Object number) {
        return number instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : number;
    }

    /** {@return the whole number {@code value}} */
    public static BigInteger big(Object value) {
        Object number = plain(value);
        return number instanceof BigInteger big ? big : BigInteger.valueOf((Long) number);
    }

    /** {@return the number {@code value} as a float} */
    public static double real(Object value) {
        Object number = plain(value);
        double real = number instanceof Double d ? d : ((Number) number).doubleValue();
        if (Double.isInfinite(real) && number instanceof BigInteger) {
            throw Failure.of("int too large to convert to float");
        }
        return real;
    }

    /** {@return the whole number {@code value}, brought into the range of an int} */
    public static int clamped(Object value) {
        BigInteger big = big(value);
        if (big.bitLength() < Integer.SIZE) {
            return big.intValue();
        }
        return big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    static boolean same(Object a, Object b) {
        if (a instanceof Long first && b instanceof Long second) {
            return first.equals(second);
        } else if (a instanceof Double || b instanceof Double) {
            double x = a instanceof Double d ? d : big(a).doubleValue();
            double y = b instanceof Double d ? d : big(b).doubleValue();
            return x == y && (a instanceof Double && b instanceof Double || order(a, b) == 0);
        }
        return big(a).equals(big(b));
    }

    static int order(Object a, Object b) {
        if (a instanceof Long first && b instanceof Long second) {
            return first.compareTo(second);
        }
        if (a instanceof Double || b instanceof Double) {
            double x = a instanceof Double d ? d : big(a).doubleValue();
            double y = b instanceof Double d ? d : big(b).doubleValue();
            if (a instanceof Double && b instanceof Double || !Double.isFinite(x) || !Double.isFinite(y)) {
                return Double.compare(x, y);
            }
            return exact(a).compareTo(exact(b));
        }
        return big(a).compareTo(big(b));
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(big(number));
    }

    /** {@return {@code a + b}} */
    public static Object add(Object a, Object b) {
        if (a instanceof Long first && b instanceof Long second) {
            long sum = first + second;
            // Overflow shows in the sign: both differ from the sum's.
            return ((first ^ sum) & (second ^ sum)) < 0 ? (Object) big(a).add(big(b)) : (Object) sum;
        }
        return isReal(a, b) ? (Object) (real(a) + real(b)) : whole(big(a).add(big(b)));
    }

    /** {@return {@code a - b}} */
    public static Object subtract(Object a, Object b) {
        return isReal(a, b) ? (Object) (real(a) - real(b)) : whole(big(a).subtract(big(b)));
    }

    /** {@return {@code a * b}} */
    public static Object multiply(Object a, Object b) {
        if (isReal(a, b)) {
            return real(a) * real(b);
        }
        BigInteger first = big(a);
        BigInteger second = big(b);
        requireBits((long) first.bitLength() + second.bitLength());
        return whole(first.multiply(second));
    }

    private static boolean isReal(Object a, Object b) {
        return a instanceof Double || b instanceof Double;
    }

    private static void requireBits(long bits) {
        if (bits > MOST_BITS) {
            throw Failure.of("A whole number would have " + bits + " bits; " + MOST_BITS + " are allowed");
        }
    }

    /** {@return {@code a / b}, which is a float} */
    public static Object divide(Object a, Object b) {
        if (isReal(a, b)) {
            double divisor = real(b);
            if (divisor == 0) {
                throw Failure.of("float division by zero");
            }
            return real(a) / divisor;
        }
        if (big(b).signum() == 0) {
            throw Failure.of("division by zero");
        }
        if (big(a).bitLength() < EXACT_BITS && big(b).bitLength() < EXACT_BITS) {
            return real(a) / real(b);
        }
        double quotient = new BigDecimal(big(a))
                .divide(new BigDecimal(big(b)), MathContext.DECIMAL128)
                .doubleValue();
        if (Double.isInfinite(quotient)) {
            throw Failure.of("integer division result too large for a float");
        }
        return quotient;
    }

    /** {@return {@code a // b}, rounded down} */
    public static Object floorDivide(Object a, Object b) {
        if (isReal(a, b)) {
            double divisor = real(b);
            if (divisor == 0) {
                throw Failure.of("float floor division by zero");
            }
            double dividend = real(a);
            return Math.floor((dividend - (double) modulo(dividend, divisor)) / divisor + 0.5);
        }
        BigInteger divisor = nonZero(b, "integer division or modulo by zero");
        BigInteger[] parts = big(a).divideAndRemainder(divisor);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
        return whole(below ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** {@return {@code a % b}, which has the sign of {@code b}} */
    public static Object modulo(Object a, Object b) {
        if (a instanceof Long first && b instanceof Long second && second != 0) {
            return Math.floorMod(first, second);
        }
        if (isReal(a, b)) {
            double divisor = real(b);
            if (divisor == 0) {
                throw Failure.of("float modulo");
            }
            return modulo(real(a), divisor);
        }
        BigInteger divisor = nonZero(b, "integer modulo by zero");
        BigInteger rest = big(a).mod(divisor.abs());
        return whole(divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest);
    }

    private static Object modulo(double dividend, double divisor) {
        double rest = dividend % divisor;
        if (rest == 0) {
            return Math.copySign(0.0, divisor);
        }
        return (rest < 0) == (divisor < 0) ? rest : rest + divisor;
    }

    private static BigInteger nonZero(Object divisor, String problem) {
        BigInteger big = big(divisor);
        if (big.signum() == 0) {
            throw Failure.of(problem);
        }
        return big;
    }

    /** {@return {@code a ** b}} */
    public static Object power(Object a, Object b) {
        boolean inverse = !isReal(a, b) && big(b).signum() < 0;
        if (!isReal(a, b) && !inverse) {
            BigInteger base = big(a);
            int exponent = clamped(b);
            requireBits(base.abs().bitLength() <= 1 ? 0 : (long) (base.bitLength() - 1) * exponent);
            return whole(small(base, big(b)));
        }
        double base = real(a);
        double exponent = real(b);
        if (base == 0 && exponent < 0) {
            throw Failure.of("0.0 cannot be raised to a negative power");
        }
        double power = Math.pow(base, exponent);
        if (Double.isNaN(power) && base < 0) {
            throw Failure.of("A negative number has no real power of that kind");
        } else if (Double.isInfinite(power) && Double.isFinite(base) && Double.isFinite(exponent)) {
            throw Failure.of("(34, 'Numerical result out of range')");
        }
        return power;
    }

    // 0, 1 and -1 may have any exponent.
    private static BigInteger small(BigInteger base, BigInteger exponent) {
        if (base.abs().bitLength() <= 1) {
            int power = exponent.signum() == 0 ? 0 : exponent.testBit(0) ? 1 : 2;
            return base.pow(power);
        }
        return base.pow(exponent.intValue());
    }

    /** {@return {@code -a}} */
    public static Object negate(Object a) {
        return a instanceof Double real ? (Object) (-real) : whole(big(a).negate());
    }

    /** {@return {@code +a}} */
    public static Object plus(Object a) {
        return plain(a);
    }

    /** {@return the absolute value} */
    public static Object abs(Object a) {
        return a instanceof Double real ? (Object) Math.abs(real) : whole(big(a).abs());
    }

    /** {@return {@code real} without its fraction} */
    public static Object truncate(double real) {
        if (Double.isNaN(real)) {
            throw Failure.of("cannot convert float NaN to integer");
        } else if (Double.isInfinite(real)) {
            throw Failure.of("cannot convert float infinity to integer");
        }
        return whole(new BigDecimal(real).toBigInteger());
    }
}
