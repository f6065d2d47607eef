package dev.llmops.core.entity;

import java.util.Set;

/** Common given names of several languages, in lower case. */
final class GivenNames {
    private static final Set<String> NAMES = Words.of("""
            aaron abdul abigail abraham adam adrian adriana agnes agnieszka ahmed aisha akira alan albert alejandra alejandro
            aleksandr alessandro alex alexander alexandra alexis alfred ali alice alicia alina alison allison amanda amelia
            amina amir amit amy ana anastasia anders andré andrea andreas andrei andrew andrey andrzej angela angelica anil
            anita anja ann anna anne annette annika anthony antje antoine anton antonia antonio anya april ariana arjun armin
            arne arnold arthur arturo asha ashley astrid audrey august aurora ava axel aylin barbara bart beata beatrice
            beatriz ben benjamin bernard bernd bert bertha beth betty bianca birgit björn bob boris brad brandon brenda brian
            brigitte bruce bruno bryan camila camille carina carl carla carlos carmen carol carolina caroline carsten
            catarina catherine cecilia celia celine chantal charles charlie charlotte chen chiara chloe chloé chris christa
            christian christiane christina christine christoph christopher claire clara claudia claus clemens colin connor
            constanze cornelia craig cristina cynthia dagmar daisy damian dan daniel daniela danielle dariusz dave david dean
            deborah deepak denis denise dennis derek diana diane diego dieter dietmar dimitri dirk dmitri dmitry dolores
            dominic dominik donald donna dora doris dorothea dorothy douglas dylan eberhard eddie edgar edith eduardo edward
            edwin egon eileen elena eleanor elias elif elisa elisabeth elise elizabeth elke ella ellen elsa elvira emilia
            emilie emily emma emmanuel enrico enrique eric erica erich erik erika ernst esther ethan eugen eugene eva evelyn
            ewa fabian farid fatima federico felicitas felix ferdinand fernanda fernando finn fiona florian frances francesca
            francesco francis francisco franco françois frank franz fred frederick frederik frieda friedrich fritz gabriel
            gabriela gabriele gareth gary geoffrey georg george georges gerald gerard gerd gerhard gerlinde gertrud gianna
            gilbert gina giorgio giovanni gisela giulia giuseppe gloria gordon graham greg gregor gregory greta grzegorz
            guido guillaume guillermo gunnar gustav günter günther hannah hannes hans harald harriet harry hartmut hassan
            heather hector hedwig heidi heike heiko heiner heinrich heinz helen helena helene helga helmut hendrik henri
            henrik henry herbert hermann hilda hildegard hiroshi holger horst howard hubert hugh hugo hussein ian ibrahim ida
            ignacio igor ilona ilse imran ines inga ingo ingrid irene irina iris irma isaac isabel isabella isabelle ismail
            ivan ivana ivo jaakko jack jackson jacob jacqueline jacques jakob james jamie jan jana jane janet janina jason
            javier jean jeanne jeff jeffrey jelena jenna jennifer jenny jens jeremy jerome jerry jesper jesse jessica jessie
            jesús jim jimmy jo joachim joan joana joanna joanne joao joaquin joe joel johan johann johanna johannes john
            johnny jon jonas jonathan jorge josé josef josefine joseph joseph josephine josh joshua juan juana judith julia
            julian juliana julie julien juliette julio jürgen justin jutta kai karen karim karin karl karla karolina karsten
            kasper katarina kate katharina katherine kathleen kathrin kathryn kathy katja katrin kay keith kelly ken kenji
            kenneth kerstin kevin khaled kim kirsten klaas klara klaus konrad kristen kristian kristin kristina krzysztof
            kumar kurt kyle lara larissa larry lars laszlo laura lauren laurent lea leah leila lena lennart leo leon leonard
            leonardo leonie leopold leslie li liam lidia lilian liliana lily linda linus lisa lise lorenzo lothar louis louisa
            louise luc luca lucas lucia lucie lucy ludwig luigi luis luisa luise lukas luke lydia lynn maarten madeleine madison
            magda magdalena maike maja malte manfred manuel manuela marc marcel marcelo marcin marco marcos marcus mareike
            margaret margarita margarethe margot maria mariam marian marianne marie mariel marina mario marion marit marius
            marjorie mark marko markus marlene marta martha martin martina mary maryam mateo mathias mathilde matteo matthew
            matthias matthew maureen maurice mauricio mauro max maximilian maya megan mehmet mei melanie melissa mercedes mia
            michael michaela michal michel michele michelle miguel mika mikael mikhail mila milan milena miriam mohamed
            mohammad mohammed moira monica monika monique morgan moritz muhammad mustafa nadia nadine nancy naomi natalia
            natalie natasha nathan nathalie neil nelson niall nicholas nick nico nicola nicolas nicole niels nigel niklas
            nikita nikola nikolai nils nina noah noel noemi nora norbert norman nuria olaf oleg olga oliver olivia olivier omar
            oscar oskar otto owen pablo pamela paola paolo parvati pascal patricia patrick paul paula paulina pauline paulo
            pavel pedro peggy penelope peter petra phil philip philipp philippe phillip phoebe phyllis pia pierre piotr
            priya rachel rafael ragnar rahul raimund rainer raj rajesh ralf ralph ramon rania raphael raquel rashid ravi raymond
            rebecca regina reiner reinhard renate rené rhys ricardo richard rita robert roberta roberto robin rodrigo roger
            roland rolf roman ronald ronny rosa rosalie rosemarie ross roswitha roxana roy rudolf rudolph rupert ruth ryan
            sabine sabrina salma sally salvatore sam samantha samir samuel sandra sanjay santiago sara sarah sascha sasha scott
            sean sebastian selma sergei sergey sergio sharon sheila shirley sibylle siegfried sigrid silke silvia simon simona
            simone sofia sofie sonia sonja sophia sophie stacey stanley stefan stefanie stella stephan stephanie stephen steve
            steven stuart sue sunita susan susana susanne suzanne sven svenja svetlana sylvia tamara tania tanja tara tatiana
            tatjana ted teresa terry tessa theo theodor theodore theresa thomas thorsten tiffany tilman tim timo timothy tina
            tobias todd tom tomas tomasz tony torsten tracy travis trevor tristan udo ulf uli ulla ulrich ulrike ursula ute uwe
            valentin valentina valeria valerie vanessa vera verena veronica veronika victor victoria viktor viktoria vincent
            vincenzo viola virginia vivian vladimir volker walter wanda wei werner wendy wesley wilfried wilhelm wilhelmina
            willem william wolfgang wojciech xavier yasmin yasmine yolanda yuki yuri yusuf yvonne zachary zainab zara zoe zoé
            """);

    /** Names that are other words, places or months as well: they need a name after them. */
    private static final Set<String> AMBIGUOUS = Words.of("""
            alexis angela april ashley asha august aurora austin bart ben bill bob brandon carol charlotte chen christian
            clara claus daisy dan dave dean dora fred georgia gloria grace hugo ian ines jack jan jean jo jordan kai kay kim
            kumar leo li lily lynn madison marina mark max may mercedes mia mika mila milan morgan nelson nick nice norman
            paris raj regina rita roman rosa ross roy sally sam santiago sofia sue ted theo tim tom tony travis valencia
            victoria viola virginia wei will yuri""");

    private GivenNames() {}

    /** {@return whether a word in lower case is a given name} */
    static boolean contains(String lower) {
        return NAMES.contains(lower);
    }

    /** {@return whether a given name is something else as well} */
    static boolean isAmbiguous(String lower) {
        return AMBIGUOUS.contains(lower);
    }
}
