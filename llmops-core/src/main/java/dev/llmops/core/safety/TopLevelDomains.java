package dev.llmops.core.safety;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** Top-level domains: all of countries, and the generic ones in common use. */
final class TopLevelDomains {
    private static final Set<String> NAMES = names("""
            ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc
            cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga
            gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo
            jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr
            ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re
            ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr
            tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
            com org net edu gov mil int arpa info biz name pro aero coop museum jobs mobi travel tel cat asia post xxx
            academy accountant accountants active actor ads adult agency airforce apartments app apple archi army art arts
            associates attorney auction audio auto autos baby band bank bar bargains barcelona basketball bayern beauty
            beer berlin best bet bible bid bike bio black blog blue boats boo book boston bot boutique box broker brussels
            build builders business buy buzz cab cafe cam camera camp capital car cards care career careers cars casa case
            cash casino catering catholic center ceo charity chat cheap christmas church city claims cleaning click clinic
            clothing cloud club coach codes coffee college cologne community company computer condos construction
            consulting contact contractors cooking cool country coupon coupons courses credit creditcard cricket cruises
            cymru dad dance data date dating day deal dealer deals degree delivery democrat dental dentist desi design dev
            diamonds diet digital direct directory discount diy docs doctor dog domains download durban earth eat eco
            education email energy engineer engineering enterprises equipment esq estate events exchange expert exposed
            express fail faith family fan fans farm fashion fast feedback film finance financial fire fish fishing fit
            fitness flights florist flowers fly foo food football forex forsale forum foundation free frl fun fund
            furniture futbol fyi gallery game games garden gay gift gifts gives giving glass global gmail gmbh gold golf
            goog google gop graphics gratis green gripe grocery group guide guitars guru hair hamburg haus health
            healthcare help here hiphop hiv hockey holdings holiday home homes horse hospital host hosting hot hotel hotels
            house how icu immo immobilien inc industries ing ink institute insurance insure international investments
            irish ist istanbul jetzt jewelry joburg juegos kaufen kids kim kitchen kiwi koeln koln krd kyoto land lat
            latino law lawyer lease legal lgbt life lifestyle lighting limited limo link live living loan loans locker lol
            london love ltd ltda luxe luxury madrid maison makeup man management mango map market marketing markets mba
            media medical melbourne meme memorial men menu miami microsoft mobile moda moe moi mom monash money monster
            mortgage moscow moto motorcycles mov movie music nagoya navy network new news ngo ninja now nrw nyc okinawa one
            ong onl online ooo open organic osaka page paris partners parts party pet pharmacy phd phone photo photography
            photos physio pics pictures pink pizza place play plumbing plus poker porn press prime prod productions prof
            promo properties property protection pub qpon quebec racing radio read realestate realtor realty recipes red
            rehab reise reisen reit ren rent rentals repair report republican rest restaurant review reviews rich rip rocks
            rodeo rsvp ruhr run ryukyu saarland safe sale salon sarl save school schule science scot search secure security
            select services sex sexy shiksha shoes shop shopping show singles site ski skin soccer social software solar
            solutions song soy spa space sport spot srl stockholm storage store stream studio study style sucks supplies
            supply support surf surgery swiss sydney systems taipei talk tattoo tax taxi team tech technology tennis theater
            theatre tickets tienda tips tires tirol today tokyo tools top tours town toys trade trading training travel
            tube uno university vacations vegas ventures versicherung vet viajes video villas vin vip vision vlaanderen
            vodka vote voting voto voyage wales wang watch weather web webcam website wed wedding whoswho wien wiki win
            wine winners work works world wtf xin xyz yachts yoga yokohama you zip zone zuerich
            рф бел мкд мон срб укр қаз бг ею ελ ευ հայ გე онлайн сайт дети москва орг ком рус
            الجزائر مصر السعودية امارات المغرب قطر عمان تونس الاردن فلسطين ישראל
            """);

    /** What domains of other scripts begin with when they are written in ASCII. */
    private static final String PUNYCODE = "xn--";

    private TopLevelDomains() {}

    /** {@return whether the characters from {@code start} to {@code end} are a domain that exists, in any case} */
    static boolean contains(String text, int start, int end) {
        return text.regionMatches(true, start, PUNYCODE, 0, PUNYCODE.length())
                || NAMES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private static Set<String> names(String text) {
        Set<String> names = new HashSet<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            names.add(tokens.nextToken());
        }
        return Set.copyOf(names);
    }
}
