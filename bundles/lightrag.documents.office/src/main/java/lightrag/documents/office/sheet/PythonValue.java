package lightrag.documents.office.sheet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of cells as Python writes them, which is how the reference indexes them. */
final class PythonValue {

    private static final String OUT_OF_RANGE = "#VALUE!";
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MILLIS_A_DAY = SECONDS_A_DAY * 1000;
    private static final long MILLION = 1_000_000;
    private static final double MOST_DAYS = 999_999_999;
    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2})?T?(?:(\\d{2}:\\d{2})(?::(\\d{2})(\\.\\d{1,3})?)?)?.*");

    private PythonValue() {}

    /**
     * @throws NumberFormatException it is no number
     */
    static String number(String text) {
        return isWhole(text)
                ? new BigInteger(unsigned(text)).toString()
                : real(Double.parseDouble(text));
    }

    private static boolean isWhole(String text) {
        return text.indexOf('.') < 0 && text.indexOf('E') < 0 && text.indexOf('e') < 0;
    }

    private static String unsigned(String text) {
        String stripped = text.strip();
        return stripped.startsWith("+") ? stripped.substring(1) : stripped;
    }

    /** The shortest digits that are this number, with an exponent where it is far from one. */
    static String real(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
        }
        String digits = shortest.unscaledValue().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return sign
                + digits.charAt(0)
                + fraction
                + String.format(
                        Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /**
     * A number of days as date and time; as time alone within the first day.
     *
     * @param from1904 whether they are counted from 1904
     */
    static String date(String text, boolean from1904) {
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Math.abs(value) > MOST_DAYS) {
            return OUT_OF_RANGE;
        }
        double day = Math.floor(value);
        long millis = (long) Math.rint((value - day) * SECONDS_A_DAY * 1000);
        if (value >= 0 && value < 1 && millis < MILLIS_A_DAY) {
            return time(LocalTime.ofNanoOfDay(millis * MILLION));
        }
        // the calendar of 1900 has a 29th of February that never was
        boolean before = value > 0 && value < 60 && !from1904;
        LocalDateTime start =
                from1904
                        ? LocalDateTime.of(1904, 1, 1, 0, 0)
                        : LocalDateTime.of(1899, 12, 30, 0, 0);
        LocalDateTime date =
                start.plusDays((long) day + (before ? 1 : 0)).plusNanos(millis * MILLION);
        return date.getYear() < 1 || date.getYear() > 9999
                ? OUT_OF_RANGE
                : date.toLocalDate() + " " + time(date.toLocalTime());
    }

    private static String time(LocalTime time) {
        return String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond())
                + fraction(time.getNano() / 1000);
    }

    private static String fraction(long micros) {
        return micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
    }

    /** A number of days as days and hours. */
    static String duration(String text) {
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Math.abs(value) > MOST_DAYS) {
            return OUT_OF_RANGE;
        }
        long whole = (long) Math.floor(value);
        long micros = (long) Math.rint((value - whole) * SECONDS_A_DAY * MILLION);
        long rounded = (long) Math.rint(micros / 1000.0) * 1000;
        long seconds = whole * SECONDS_A_DAY + Math.floorDiv(rounded, MILLION);
        long days = Math.floorDiv(seconds, SECONDS_A_DAY);
        long rest = Math.floorMod(seconds, SECONDS_A_DAY);
        String plural = Math.abs(days) == 1 ? " day, " : " days, ";
        return (days == 0 ? "" : days + plural)
                + String.format(Locale.ROOT, "%d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60)
                + fraction(Math.floorMod(rounded, MILLION));
    }

    /** A date that is written as such; any other text as it is. */
    static String isoDate(String text) {
        Matcher iso = ISO.matcher(text);
        if (!iso.matches() || (iso.group(1) == null && iso.group(2) == null)) {
            return text;
        }
        String date = iso.group(1) == null ? "" : iso.group(1);
        if (iso.group(2) == null) {
            return date;
        }
        String seconds = iso.group(3) == null ? "00" : iso.group(3);
        String time =
                time(
                        LocalTime.parse(
                                iso.group(2)
                                        + ":"
                                        + seconds
                                        + (iso.group(4) == null ? "" : iso.group(4))));
        return date.isEmpty() ? time : date + " " + time;
    }
}
