package dev.llmops.core.entity;

/** Countries with the words for what is of them, their capitals and large cities; regions and continents. */
final class Places {
    static final String TYPE = "LOCATION";

    /** Country and its other names | words for what is of it | cities; a slash joins names of one thing. */
    private static final String COUNTRIES = """
            Afghanistan|Afghan,Afghans|Kabul,Kandahar,Herat
            Albania|Albanian,Albanians|Tirana
            Algeria|Algerian,Algerians|Algiers,Oran
            Andorra|Andorran|Andorra la Vella
            Angola|Angolan|Luanda
            Argentina|Argentine,Argentinian,Argentinians|Buenos Aires,Rosario,Mendoza
            Armenia|Armenian,Armenians|Yerevan
            Australia|Australian,Australians|Canberra,Sydney,Melbourne,Brisbane,Perth,Adelaide,Darwin,Hobart
            Austria/Österreich|Austrian,Austrians|Vienna/Wien,Graz,Linz,Salzburg,Innsbruck
            Azerbaijan|Azerbaijani|Baku
            Bahamas|Bahamian|Nassau
            Bahrain|Bahraini|Manama
            Bangladesh|Bangladeshi|Dhaka,Chittagong
            Barbados|Barbadian|Bridgetown
            Belarus|Belarusian,Belarusians|Minsk
            Belgium/Belgien|Belgian,Belgians|Brussels/Brüssel/Bruxelles,Antwerp/Antwerpen,Ghent/Gent,Bruges,Liège
            Belize|Belizean|Belmopan
            Benin|Beninese|Porto-Novo,Cotonou
            Bhutan|Bhutanese|Thimphu
            Bolivia|Bolivian,Bolivians|La Paz,Sucre
            Bosnia and Herzegovina/Bosnia|Bosnian,Bosnians|Sarajevo
            Botswana||Gaborone
            Brazil/Brasil/Brasilien|Brazilian,Brazilians|Brasília,Brasilia,São Paulo/Sao Paulo,Rio de Janeiro,Salvador,Recife
            Brunei|Bruneian|Bandar Seri Begawan
            Bulgaria|Bulgarian,Bulgarians|Sofia,Plovdiv,Varna
            Burkina Faso|Burkinabe|Ouagadougou
            Burundi|Burundian|Gitega,Bujumbura
            Cambodia|Cambodian|Phnom Penh
            Cameroon|Cameroonian|Yaoundé,Douala
            Canada|Canadian,Canadians|Ottawa,Toronto,Montreal/Montréal,Vancouver,Calgary,Edmonton,Winnipeg,Quebec City
            Cape Verde|Cape Verdean|Praia
            Chad|Chadian|N'Djamena
            Chile|Chilean,Chileans|Santiago,Valparaíso
            China|Chinese|Beijing/Peking,Shanghai,Guangzhou,Shenzhen,Chengdu,Wuhan,Tianjin,Chongqing,Nanjing,Hangzhou
            Colombia|Colombian,Colombians|Bogotá/Bogota,Medellín,Medellin,Cali,Cartagena
            Costa Rica|Costa Rican|San José
            Croatia/Kroatien|Croatian,Croatians|Zagreb,Dubrovnik
            Cuba|Cuban,Cubans|Havana
            Cyprus/Zypern|Cypriot,Cypriots|Nicosia,Limassol
            Czech Republic/Czechia/Tschechien|Czech,Czechs|Prague/Prag/Praha,Brno,Ostrava
            Denmark/Dänemark|Danish,Danes|Copenhagen/Kopenhagen,Aarhus,Odense
            Djibouti||
            Dominican Republic||Santo Domingo
            DR Congo/Democratic Republic of the Congo|Congolese|Kinshasa
            Ecuador|Ecuadorian|Quito,Guayaquil
            Egypt/Ägypten|Egyptian,Egyptians|Cairo,Alexandria,Giza
            El Salvador|Salvadoran|San Salvador
            Eritrea|Eritrean|Asmara
            Estonia/Estland|Estonian,Estonians|Tallinn,Tartu
            Ethiopia|Ethiopian,Ethiopians|Addis Ababa
            Fiji|Fijian|Suva
            Finland/Finnland|Finnish,Finns|Helsinki,Espoo,Tampere,Turku
            France/Frankreich|French|Paris,Marseille,Lyon,Toulouse,Nantes,Strasbourg,Bordeaux,Lille,Rennes,Grenoble
            Gabon|Gabonese|Libreville
            Gambia|Gambian|Banjul
            Georgia|Georgian,Georgians|Tbilisi,Batumi
            Germany/Deutschland|German,Germans|Berlin,Hamburg,Munich/München,Cologne/Köln,Frankfurt,Stuttgart,Düsseldorf,Leipzig,Dortmund,Bremen,Dresden,Hanover/Hannover,Nuremberg/Nürnberg,Bonn,Mannheim,Karlsruhe,Heidelberg
            Ghana|Ghanaian,Ghanaians|Accra,Kumasi
            Greece/Griechenland|Greek,Greeks|Athens,Thessaloniki,Patras
            Greenland|Greenlandic|Nuuk
            Guatemala|Guatemalan|Guatemala City
            Guinea|Guinean|Conakry
            Guyana|Guyanese|Georgetown
            Haiti|Haitian,Haitians|Port-au-Prince
            Honduras|Honduran|Tegucigalpa
            Hungary/Ungarn|Hungarian,Hungarians|Budapest,Debrecen
            Iceland/Island|Icelandic,Icelanders|Reykjavik/Reykjavík
            India/Indien|Indian,Indians|New Delhi,Delhi,Mumbai/Bombay,Bangalore/Bengaluru,Chennai/Madras,Kolkata/Calcutta,Hyderabad,Pune,Ahmedabad,Jaipur
            Indonesia|Indonesian,Indonesians|Jakarta,Surabaya,Bandung
            Iran|Iranian,Iranians,Persian|Tehran,Isfahan
            Iraq|Iraqi,Iraqis|Baghdad,Basra,Mosul,Erbil
            Ireland/Irland|Irish|Dublin,Galway,Limerick
            Israel|Israeli,Israelis|Jerusalem,Tel Aviv,Haifa
            Italy/Italien/Italia|Italian,Italians|Rome/Roma,Milan/Milano/Mailand,Naples/Napoli,Turin/Torino,Venice/Venezia,Florence/Firenze,Bologna,Genoa/Genova,Palermo,Verona
            Ivory Coast/Côte d'Ivoire|Ivorian|Abidjan,Yamoussoukro
            Jamaica|Jamaican,Jamaicans|Kingston
            Japan|Japanese|Tokyo,Osaka,Kyoto,Yokohama,Nagoya,Sapporo,Fukuoka,Kobe,Hiroshima
            Jordan|Jordanian,Jordanians|Amman
            Kazakhstan|Kazakh,Kazakhs|Astana,Almaty
            Kenya|Kenyan,Kenyans|Nairobi,Mombasa
            Kosovo|Kosovar|Pristina
            Kuwait|Kuwaiti|Kuwait City
            Kyrgyzstan|Kyrgyz|Bishkek
            Laos|Laotian|Vientiane
            Latvia/Lettland|Latvian,Latvians|Riga
            Lebanon|Lebanese|Beirut
            Lesotho||Maseru
            Liberia|Liberian|Monrovia
            Libya|Libyan,Libyans|Tripoli,Benghazi
            Liechtenstein||Vaduz
            Lithuania/Litauen|Lithuanian,Lithuanians|Vilnius,Kaunas
            Luxembourg/Luxemburg|Luxembourgish|Luxembourg City
            Madagascar|Malagasy|Antananarivo
            Malawi|Malawian|Lilongwe
            Malaysia|Malaysian,Malaysians|Kuala Lumpur,Penang
            Maldives|Maldivian|Malé
            Mali|Malian|Bamako
            Malta|Maltese|Valletta
            Mauritania|Mauritanian|Nouakchott
            Mauritius|Mauritian|Port Louis
            Mexico/México/Mexiko|Mexican,Mexicans|Mexico City,Guadalajara,Monterrey,Tijuana,Puebla
            Moldova|Moldovan,Moldovans|Chișinău,Chisinau
            Monaco|Monegasque|Monte Carlo
            Mongolia|Mongolian,Mongolians|Ulaanbaatar
            Montenegro|Montenegrin|Podgorica
            Morocco|Moroccan,Moroccans|Rabat,Casablanca,Marrakesh/Marrakech,Fez
            Mozambique|Mozambican|Maputo
            Myanmar/Burma|Burmese|Naypyidaw,Yangon
            Namibia|Namibian|Windhoek
            Nepal|Nepali,Nepalese|Kathmandu
            Netherlands/Holland/Niederlande|Dutch|Amsterdam,Rotterdam,The Hague/Den Haag,Utrecht,Eindhoven,Delft
            New Zealand|New Zealander,New Zealanders|Wellington,Auckland,Christchurch
            Nicaragua|Nicaraguan|Managua
            Niger|Nigerien|Niamey
            Nigeria|Nigerian,Nigerians|Abuja,Lagos,Kano
            North Korea|North Korean|Pyongyang
            North Macedonia|Macedonian|Skopje
            Norway/Norwegen|Norwegian,Norwegians|Oslo,Bergen,Trondheim,Stavanger
            Oman|Omani|Muscat
            Pakistan|Pakistani,Pakistanis|Islamabad,Karachi,Lahore
            Palestine|Palestinian,Palestinians|Ramallah,Gaza
            Panama|Panamanian|Panama City
            Papua New Guinea||Port Moresby
            Paraguay|Paraguayan|Asunción
            Peru|Peruvian,Peruvians|Lima,Cusco
            Philippines|Filipino,Filipinos,Philippine|Manila,Quezon City,Cebu
            Poland/Polen|Polish,Poles|Warsaw/Warszawa/Warschau,Kraków/Krakow/Krakau,Gdańsk/Gdansk/Danzig,Wrocław/Wroclaw,Łódź,Poznań
            Portugal|Portuguese|Lisbon/Lissabon/Lisboa,Porto,Coimbra
            Qatar|Qatari|Doha
            Romania/Rumänien|Romanian,Romanians|Bucharest/Bukarest,Cluj-Napoca,Timișoara
            Russia/Russland/Russian Federation|Russian,Russians|Moscow/Moskau,Saint Petersburg/St. Petersburg,Novosibirsk,Kazan,Vladivostok
            Rwanda|Rwandan|Kigali
            Saudi Arabia|Saudi,Saudis|Riyadh,Jeddah,Mecca,Medina
            Senegal|Senegalese|Dakar
            Serbia/Serbien|Serbian,Serbians|Belgrade/Belgrad,Novi Sad
            Sierra Leone||Freetown
            Singapore|Singaporean,Singaporeans|
            Slovakia/Slowakei|Slovak,Slovaks|Bratislava,Košice
            Slovenia/Slowenien|Slovenian,Slovene|Ljubljana,Maribor
            Somalia|Somali,Somalis|Mogadishu
            South Africa|South African,South Africans|Pretoria,Cape Town,Johannesburg,Durban
            South Korea/Republic of Korea/Korea|South Korean,Korean,Koreans|Seoul,Busan,Incheon
            South Sudan||Juba
            Spain/Spanien/España|Spanish,Spaniards|Madrid,Barcelona,Valencia,Seville/Sevilla,Zaragoza,Málaga,Bilbao,Granada
            Sri Lanka|Sri Lankan,Sri Lankans|Colombo
            Sudan|Sudanese|Khartoum
            Suriname|Surinamese|Paramaribo
            Sweden/Schweden|Swedish,Swedes|Stockholm,Gothenburg/Göteborg,Malmö,Uppsala
            Switzerland/Schweiz/Suisse|Swiss|Bern,Zurich/Zürich,Geneva/Genf/Genève,Basel,Lausanne,Lucerne/Luzern,St. Gallen,Winterthur
            Syria|Syrian,Syrians|Damascus,Aleppo
            Taiwan|Taiwanese|Taipei,Kaohsiung
            Tajikistan|Tajik|Dushanbe
            Tanzania|Tanzanian,Tanzanians|Dodoma,Dar es Salaam
            Thailand|Thai,Thais|Bangkok,Chiang Mai,Phuket
            Togo|Togolese|Lomé
            Trinidad and Tobago|Trinidadian|Port of Spain
            Tunisia|Tunisian,Tunisians|Tunis
            Turkey/Türkiye/Türkei|Turkish,Turks|Ankara,Istanbul,Izmir,Antalya
            Turkmenistan|Turkmen|Ashgabat
            Uganda|Ugandan,Ugandans|Kampala
            Ukraine|Ukrainian,Ukrainians|Kyiv/Kiev,Kharkiv,Odesa/Odessa,Lviv,Dnipro
            United Arab Emirates/UAE|Emirati|Abu Dhabi,Dubai,Sharjah
            United Kingdom/UK/U.K./Great Britain/Britain/England/Scotland/Wales/Northern Ireland|British,English,Scottish,Welsh,Britons|London,Manchester,Birmingham,Edinburgh,Glasgow,Liverpool,Leeds,Bristol,Sheffield,Cardiff,Belfast,Cambridge,Oxford,Newcastle
            United States/United States of America/USA/U.S.A./US/U.S./America/Vereinigte Staaten|American,Americans|Washington,New York/New York City,Los Angeles,Chicago,Houston,Phoenix,Philadelphia,San Antonio,San Diego,Dallas,San Francisco,Seattle,Boston,Denver,Atlanta,Miami,Detroit,Las Vegas,Minneapolis,Austin,Portland,Pittsburgh,Baltimore,Honolulu,California,Texas,Florida,Virginia,Massachusetts,Illinois,Ohio,Michigan,Pennsylvania,Colorado,Oregon,Arizona,Nevada,Alaska,Hawaii,Minnesota,New Jersey,North Carolina,South Carolina,Tennessee,Louisiana,Utah,Wisconsin,Kansas,Missouri,Maryland,Connecticut,Indiana,Kentucky,Oklahoma,Silicon Valley
            Uruguay|Uruguayan|Montevideo
            Uzbekistan|Uzbek,Uzbeks|Tashkent,Samarkand
            Vatican City/Vatican||
            Venezuela|Venezuelan,Venezuelans|Caracas,Maracaibo
            Vietnam|Vietnamese|Hanoi,Ho Chi Minh City/Saigon,Da Nang
            Yemen|Yemeni,Yemenis|Sanaa,Aden
            Zambia|Zambian|Lusaka
            Zimbabwe|Zimbabwean|Harare
            Hong Kong||
            European Union/EU/E.U.||
            Europe/Europa|European,Europeans|
            Africa/Afrika|African,Africans|
            Asia/Asien|Asian,Asians|
            North America|North American|
            South America/Latin America|South American,Latin American|
            Antarctica|Antarctic|
            Middle East||
            Bavaria/Bayern|Bavarian|
            Atlantic/Atlantic Ocean||
            Pacific/Pacific Ocean||
            Mediterranean/Mediterranean Sea||
            Alps/Alpen|Alpine|""";

    private Places() {}

    /** Adds all places to a gazetteer. */
    static void addTo(Gazetteer gazetteer) {
        for (String line : COUNTRIES.lines().toList()) {
            String[] parts = line.split("\\|", -1);
            addNames(gazetteer, parts[0], 0.9);
            String country = canonical(parts[0]);
            for (String adjective : parts[1].split(",", -1)) {
                if (!adjective.isEmpty()) {
                    gazetteer.add(adjective, TYPE, country, 0.6);
                }
            }
            for (String city : parts[2].split(",", -1)) {
                if (!city.isEmpty()) {
                    addNames(gazetteer, city, 0.8);
                }
            }
        }
    }

    private static void addNames(Gazetteer gazetteer, String names, double score) {
        String canonical = canonical(names);
        for (String name : names.split("/", -1)) {
            gazetteer.add(name, TYPE, canonical, score);
        }
    }

    private static String canonical(String names) {
        int slash = names.indexOf('/');
        return slash < 0 ? names : names.substring(0, slash);
    }
}
