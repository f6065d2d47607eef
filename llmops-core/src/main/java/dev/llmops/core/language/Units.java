package dev.llmops.core.language;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Units of measure, with what they measure and how large they are. */
final class Units {
    /** Dimension, then unit names with the size of the unit in the base unit of the dimension. */
    private static final String[] TABLE = {
        "length mm,millimetre,millimeter,millimetres,millimeters=0.001 cm,centimetre,centimeter,centimetres,centimeters=0.01 "
                + "m,metre,meter,metres,meters=1 km,kilometre,kilometer,kilometres,kilometers=1000 "
                + "inch,inches=0.0254 ft,foot,feet=0.3048 yard,yards=0.9144 mile,miles,mi=1609.344 "
                + "µm,μm,micron,microns,micrometre,micrometres,micrometer,micrometers=0.000001 nm,nanometre,nanometres=0.000000001",
        "mass ng,nanogram,nanograms=0.000000001 µg,μg,mcg,microgram,micrograms=0.000001 mg,milligram,milligrams=0.001 "
                + "g,gram,grams,gramme,grammes=1 kg,kilo,kilos,kilogram,kilograms=1000 t,tonne,tonnes=1000000 "
                + "lb,lbs,pound-weight=453.59237 oz,ounce,ounces=28.349523125",
        "volume ml,millilitre,milliliter,millilitres,milliliters=0.001 cl,centilitre,centilitres=0.01 "
                + "l,litre,liter,litres,liters=1 megalitre,megalitres,megaliter,megaliters=1000000 gallon,gallons=4.546",
        "time ms,millisecond,milliseconds=0.001 s,sec,secs,second,seconds=1 min,mins,minute,minutes=60 "
                + "h,hr,hrs,hour,hours=3600 day,days=86400 week,weeks=604800 month,months=2629800 year,years,yr,yrs=31557600 "
                + "fortnight,fortnights=1209600 decade,decades=315576000 century,centuries=3155760000 "
                + "quarter,quarters=7889400",
        "share %,percent,percentage=1 ‰=0.1",
        "data bit,bits=0.125 byte,bytes=1 kb,kilobyte,kilobytes=1000 mb,megabyte,megabytes=1000000 "
                + "gb,gigabyte,gigabytes=1000000000 tb,terabyte,terabytes=1000000000000 kib=1024 mib=1048576 gib=1073741824",
        "celsius °c,celsius=1",
        "fahrenheit °f,fahrenheit=1",
        "kelvin kelvin=1",
        "angle °,degree,degrees=1",
        "pressure pa,pascal=1 hpa=100 mbar,millibar=100 kpa=1000 bar,bars=100000 mpa=1000000 psi=6894.757",
        "power w,watt,watts=1 kw,kilowatt,kilowatts=1000 mw,megawatt,megawatts=1000000 gw,gigawatt,gigawatts=1000000000",
        "energy j,joule,joules=1 kj=1000 kwh,kilowatt-hour,kilowatt-hours=3600000 mwh=3600000000 kcal=4184",
        "voltage mv,millivolt=0.001 v,volt,volts=1 kv,kilovolt,kilovolts=1000",
        "current ma,milliamp,milliamps=0.001 a,amp,amps,ampere,amperes=1",
        "frequency hz,hertz=1 khz=1000 mhz=1000000 ghz=1000000000",
        "sound db,decibel,decibels=1",
        "turbidity ntu=1",
        "acidity ph=1",
        "rotation rpm=1",
        "ratio ppm=1 ppb=0.001",
        "usd $,usd,dollar,dollars=1 cent,cents=0.01",
        "eur €,eur,euro,euros=1",
        "gbp £,gbp,pound,pounds=1 p,pence=0.01",
        "jpy ¥,jpy,yen=1",
        "chf chf,franc,francs=1",
        "inr ₹,inr,rupee,rupees=1"
    };

    private static final Map<String, Unit> BY_NAME = byName();

    private Units() {}

    /** {@return whether {@code name}, in any case, is a unit} */
    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** {@return the unit that {@code name}, in lower case, means after a number} */
    static Optional<Unit> find(@Nullable String name) {
        return Optional.ofNullable(name).map(BY_NAME::get);
    }

    private static Map<String, Unit> byName() {
        Map<String, Unit> map = new HashMap<>();
        for (String line : TABLE) {
            String[] parts = line.split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                String[] sides = parts[i].split("=", -1);
                Unit unit = new Unit(parts[0], new BigDecimal(sides[1]));
                for (String name : sides[0].split(",", -1)) {
                    map.put(name, unit);
                }
            }
        }
        return Map.copyOf(map);
    }

    /**
     * A unit of measure.
     *
     * @param dimension what it measures
     * @param size how large it is in the base unit of the dimension
     */
    record Unit(String dimension, BigDecimal size) {}
}
