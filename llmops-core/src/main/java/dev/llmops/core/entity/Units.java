package dev.llmops.core.entity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Units of measure and money, by symbol and by name. */
final class Units {
    /** Symbols as they stand, each with its names in English and German. Names are matched in any case. */
    private static final String MEASURES = """
            mm millimetre millimetres millimeter millimeters
            cm centimetre centimetres centimeter centimeters zentimeter
            m metre metres meter meters metern
            km kilometre kilometres kilometer kilometers kilometern
            µm μm um micrometre micrometres micron microns mikrometer
            nm nanometre nanometres nanometer nanometers
            mi mile miles meile meilen
            in inch inches zoll
            ft foot feet fuß
            yd yard yards
            mg milligram milligrams milligramm
            g gram grams gramme grammes gramm
            kg kilogram kilograms kilo kilos kilogramm
            t tonne tonnes ton tons tonnen
            lb lbs pound-mass
            oz ounce ounces unze
            ml mL millilitre millilitres milliliter milliliters
            l L litre litres liter liters litern
            gal gallon gallons
            m² m2 sqm quadratmeter
            m³ m3 cbm kubikmeter
            km² km2
            ha hectare hectares hektar
            ns nanosecond nanoseconds
            µs μs us microsecond microseconds
            ms millisecond milliseconds millisekunden
            s sec secs second seconds sekunde sekunden
            min mins minute minutes minuten
            h hr hrs hour hours stunde stunden
            d day days tag tage tagen
            wk week weeks woche wochen
            mo month months monat monate monaten
            a yr yrs year years jahr jahre jahren
            Hz hertz
            kHz kilohertz
            MHz megahertz
            GHz gigahertz
            rpm
            V volt volts
            mV millivolt millivolts
            kV kilovolt kilovolts
            A amp amps ampere amperes
            mA milliamp milliamps milliampere
            W watt watts
            mW milliwatt milliwatts
            kW kilowatt kilowatts
            MW megawatt megawatts
            GW gigawatt gigawatts
            kWh kilowatt-hours kilowattstunden
            MWh
            Wh
            J joule joules
            kJ kilojoule kilojoules
            kcal
            N newton newtons
            kN
            Nm
            Pa pascal pascals
            hPa
            kPa kilopascal
            MPa megapascal
            bar bars
            mbar millibar
            psi
            °C celsius ℃
            °F fahrenheit ℉
            K kelvin
            Ω ohm ohms
            dB dBA decibel decibels
            lm lumen lumens
            lx lux
            mol moles
            ppm
            B byte bytes
            kB KB kilobyte kilobytes
            MB megabyte megabytes
            GB gigabyte gigabytes
            TB terabyte terabytes
            KiB kibibytes
            MiB mebibytes
            GiB gibibytes
            TiB tebibytes
            Mbit/s Mbps
            Gbit/s Gbps
            MB/s
            GB/s
            km/h kmh kph
            mph
            m/s
            m³/h m3/h
            l/min L/min
            l/s L/s
            kg/h
            g/l g/L
            kg/m³ kg/m3
            mg/l mg/L
            px pixel pixels
            dpi
            fps
            pcs pieces stück""";

    private static final String MONEY = """
            USD $ US$ dollar dollars usd
            EUR € euro euros eur
            GBP £ pound pounds sterling gbp
            JPY ¥ yen jpy
            INR ₹ rupee rupees inr
            CHF franken francs chf sfr
            CNY yuan renminbi rmb cny
            KRW ₩ won krw
            RUB ₽ rouble roubles ruble rubles rub
            CAD C$ CA$ cad
            AUD A$ AU$ aud
            NZD NZ$ nzd
            SEK sek
            NOK nok
            DKK dkk
            PLN zł zloty złoty pln
            CZK Kč czk
            HUF huf forint
            TRY ₺ lira try
            BRL R$ reais brl
            MXN mxn
            SGD S$ sgd
            HKD HK$ hkd
            ZAR rand zar
            ILS ₪ shekel shekels ils
            BTC ₿ bitcoin bitcoins btc""";

    private static final Map<String, String> MEASURE_OF = table(MEASURES);
    private static final Map<String, String> MONEY_OF = table(MONEY);

    private Units() {}

    /** {@return the symbol of a unit of measure, given by symbol or name} */
    static @Nullable String measure(String unit) {
        String symbol = MEASURE_OF.get(unit);
        return symbol == null && unit.length() > 2 ? MEASURE_OF.get(unit.toLowerCase(Locale.ROOT)) : symbol;
    }

    /** {@return the ISO 4217 code of a currency, given by code, sign or name} */
    static @Nullable String currency(String unit) {
        String code = MONEY_OF.get(unit);
        return code == null && unit.length() > 3 ? MONEY_OF.get(unit.toLowerCase(Locale.ROOT)) : code;
    }

    private static Map<String, String> table(String lines) {
        Map<String, String> table = new HashMap<>();
        for (String line : lines.lines().toList()) {
            StringTokenizer words = new StringTokenizer(line);
            String symbol = words.nextToken();
            table.put(symbol, symbol);
            while (words.hasMoreTokens()) {
                table.put(words.nextToken(), symbol);
            }
        }
        return Map.copyOf(table);
    }
}
