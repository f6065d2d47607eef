package dev.llmops.core.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words of English that are often used where others might be expected.
 *
 * <p>Looser than synonyms: good for finding what a question may mean, not for deciding whether two
 * sentences say the same. A word may stand in several groups.
 */
public final class Thesaurus {
    private static final String GROUPS = """
            firm company business enterprise corporation contractor supplier vendor organisation,
            crew staff team personnel employee worker colleague man manned,
            boss manager supervisor head leader chief director,
            customer client household consumer user resident subscriber,
            home house household property dwelling residence apartment,
            community village town place settlement neighbourhood zone city district,
            headquarters office hq head centre,
            substitute deputy deputise replacement stand-in stand replace backup cover,
            boss owner responsible charge, child pupil student kid school, visitor guest tourist tour public visit,
            press journalist media reporter news, authority regulator council government agency office,
            public people everyone anybody citizen, expert specialist adviser scientist engineer consultant,
            police officer constable, fire firefighter brigade,
            doctor medic physician nurse hospital clinic medical, patient kidney dialysis ill sick,
            thief burglar intruder break-in, author writer write, buyer purchaser customer,
            newcomer new beginner trainee novice induction, boat ship vessel,
            permit allow authorise approve approval agreement consent permission let may clearance agree sign-off,
            forbid ban prohibit disallow bar not never must, obligatory mandatory compulsory required must duty,
            rule policy regulation guideline, exempt exemption exception excluded except spared exclude,
            entitled eligible qualify right due receive, responsible responsibility own owner charge accountable,
            sign signature signed approve, limit maximum cap ceiling threshold restrict most,
            fine penalty punishment, law legal statute act lawful, decide decision determine choose choice,
            deadline within latest limit time due, soon quickly fast promptly within immediately,
            simultaneously together concurrently same once time parallel,
            often frequently frequency interval every regularly,
            rota roster schedule shift duty timetable plan programme,
            swap-over changeover handover change swap switch, holiday vacation leave off, weekend saturday sunday,
            weekly week, daily day, monthly month, yearly annual year annually calendar, overnight night nocturnal,
            beginning start begin opening, ending end finish expire expiry, delay late postpone wait hold,
            previous earlier former before last predecessor, next following after, rest break pause off sleep,
            duration long length last lasting period, old age aged older recent date,
            ahead advance notice beforehand before prior, temporary interim provisional, permanent lasting forever,
            urgent urgency priority emergency critical severity immediate, deferred postponed later,
            money payment pay compensation refund cash allowance fee, price cost charge fee tariff rate amount,
            salary wage pay income earnings remuneration, extra additional allowance bonus supplement surcharge,
            invoice bill charge, debt owe unpaid failing arrears, spend purchase buy expenditure procure order,
            budget funds money, tender quotation bid offer quote, discount reduction rebate, free gratis charge,
            insurance insurer insured policy,
            write record log note entry register document, mistake error wrong correct correction fault,
            fix correct repair mend remedy put right, number figure count quantity amount,
            tell inform notify report warn call announce brief, phone telephone call ring mobile handset number,
            message text notice email letter, signal coverage reception radio, channel frequency radio,
            speak spoken say said pronounce, map drawing plan chart, book log record journal register diary,
            report statement account, meeting assembly gathering conference, data information record,
            secret confidential private sealed personal, private personal confidential, advertise announce publish,
            name called named title, label tag sign mark marked marking, explain reason because,
            question ask query enquiry, complain complaint, proof evidence certificate,
            password login credential passphrase account,
            learn training course exercise drill practise simulate simulated,
            computer pc laptop workstation console terminal machine server, screen display monitor,
            lock locked padlock secure timeout, idle inactive input unused,
            hacked attack virus malware intrusion compromised infected suspicious breach,
            usb stick removable media memory drive, turn switch power off,
            disconnect cut shut unplug off isolate separate, connect attach join link plug plugged,
            network line link connection, satellite space orbit, traffic data transmission sent,
            setting settings configuration parameter change adjust,
            device equipment apparatus instrument unit appliance gear field, machine engine motor pump plant,
            speed drive inverter variable, spare replacement part backup reserve,
            software program firmware application, update upgrade patch, file files document, backup copy,
            manual hand manually, automatic automatically auto self, sensor detector probe instrument meter,
            shaking vibration tremor shake vibrate, noise sound loud, alarm alert warning siren,
            camera photo picture video, cable wire conductor line, capacitor charged discharge voltage,
            electric electrical electricity power current, battery charge cell, light lamp lighting,
            key lock unlock, generator power supply, fuel diesel petrol, vehicle van car truck lorry,
            together simultaneously both joint, raise increase upgrade lift higher up,
            lower decrease downgrade reduce drop down,
            stop halt cease end shut shutdown close suspend interrupt trip,
            start begin restart launch run running open, bring back restart return restore resume,
            restart resume return back again, outage interruption failure shutdown loss downtime fails,
            interruption outage disruption, broken faulty defective failed damaged fault,
            fail failure failing break fault, replace change renew swap exchange,
            repair fix maintain service maintenance mend, service maintenance overhaul serviced,
            test check inspect verify examine trial sample, measure measured monitor monitored reading trend,
            watch monitor observe watched supervise, keep held kept store stored hold located,
            located kept held found location place, remove take strip cut away, build construct erect,
            carry bring take transport, move transfer relocate shift, enter entry access entrance climb inside,
            leave exit outside evacuate depart, open opened opening, close closed shut,
            fall drop decline decrease falling, jump rise increase surge, ramp change adjust rate,
            gather collect assemble, divide split share, combine mix blend merge, use used operate operation apply,
            operate run operated running, wash clean rinse cleaned cleaning,
            disinfect disinfected disinfection sterilise sanitise sterilised,
            disinfectant chlorine residual hypochlorite bleach, clean cleaning cleaned wash hygiene,
            strong strength concentration weak power dose, weak low diluted,
            dangerous hazard danger unsafe risk zone poisonous, safe safety secure protect protective,
            protect protection guard safeguard, escape leak release leakage spill gas,
            leak leakage burst spill escape, explosion blast explosive detonate, fire burn flame,
            injury accident hurt wound injured, poison toxic poisonous, useless not cannot unsuitable,
            unusable entered unavailable closed inaccessible, missing lost absent, find found discover located,
            absent away absence missing leave, die death dead, rule order instruction, exceptional special unusual,
            usual normal ordinary regular standard, big large great size major increase,
            small little minor least smallest minimum fewer, smallest minimum least fewest lowest,
            largest maximum most biggest highest, alone only single solo sole exclusively,
            help assistance assist aid support summon, plan programme schedule, job task work order duty,
            finish complete end done, different other unlike shorter distinct, same equal identical,
            meaning mean definition term defined, purpose use aim goal, reason cause why because,
            result outcome finding reading value, choose select pick, need require necessary must,
            give receive get provide supply offer, provide supply deliver give, deliver delivery supply send,
            send sent dispatch ship, return back refund, join member membership,
            wear worn clothing suit gloves clothes dress, throw dispose discard waste rubbish, buy purchase order,
            sell sale sold, eat food meal lunch canteen drink, drink alcohol beverage,
            smoke smoking cigarette tobacco, animal dog pet, weather storm rain wind flood,
            dry drought dryness arid, cold frost freeze ice winter, hot heat warm temperature,
            season summer winter, flood flooded overflow flooding,
            water supply drinking, stream beck brook river creek flow, river stream water,
            tank reservoir tower basin vessel, underwater submersible submerged,
            environment ecological nature environmental compensation, pipe main pipeline pipework, valve tap,
            basement lower underground cellar, upstairs upper above floor, room space hall chamber office,
            meeting incident conference assembly, depot store warehouse yard, road street lane route,
            bridge footbridge crossing, ground land soil earth, dig excavation excavate digging trench,
            utility service cable pipe, wall fence barrier, inside indoors within into, outside outdoors external,
            near close beside next, source origin come, air oxygen atmosphere, gas chlorine vapour,
            smell odour taste, colour red blue green yellow black white, metal iron steel lead copper aluminium,
            powder powdered dust, carbon charcoal, acid acidic ph, salt sodium,
            approve sign authorise authorised, cut remove saw, colleague staff coworker employee,
            holiday public bank, sick illness ill absence, train training course learn education,
            hire recruit employ job recruitment, resign quit notice leave, travel trip journey expense,
            overtime extra hours, worktime hours shift, home remote teleworking, desk workplace office,
            deputy assistant substitute, grade level rank class category, class category type kind,
            start joining first, age older young, contract agreement supplier, handle treat deal,
            watch look see visit, guarantee warranty, parcel package delivery, ticket entry admission,
            open hours opening closed, website web site online internet, delete erase remove deleted,
            store shop retail market, goods product item article, return returned give back,
            register enrol sign registration, cancel cancellation withdraw cancelled,
            book reserve reservation booked, lend loan borrow, rent lease hire
            """;

    private static final Map<String, Set<String>> RELATED = index();

    private Thesaurus() {}

    /** {@return the terms of words related to those of {@code term}; never the term itself} */
    public static Set<String> related(String term) {
        return RELATED.getOrDefault(term, Set.of());
    }

    private static Map<String, Set<String>> index() {
        Words words = new Words();
        Map<String, Set<String>> related = new HashMap<>();
        for (String group : Vocabulary.entries(GROUPS)) {
            List<String> members = Arrays.stream(group.split(" ", -1))
                    .map(words::term)
                    .distinct()
                    .toList();
            for (String member : members) {
                Set<String> others = related.computeIfAbsent(member, key -> new LinkedHashSet<>());
                members.stream().filter(other -> !other.equals(member)).forEach(others::add);
            }
        }
        return Map.copyOf(related);
    }
}
