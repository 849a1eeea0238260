//! What the words of names tell of companies, teams, organs of state and places: short lists of our own. All words folded.

use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use foldhash::HashSet;
use std::sync::LazyLock;

/// Says whether a folded word is the kind of company behind its name.
pub(super) fn is_firm_suffix(word: &str) -> bool {
    Lists::of(word).any(Lists::ORG_SUFFIX)
        || matches!(
            word,
            "nv" | "sa"
                | "asa"
                | "oyj"
                | "ab"
                | "kk"
                | "bhd"
                | "kgaa"
                | "bv"
                | "sarl"
                | "sas"
                | "pty"
                | "srl"
                | "limited"
                | "jsc"
                | "pjsc"
                | "ojsc"
                | "pte"
                | "berhad"
                | "tbk"
        )
}

/// Says whether a word as it is written ends the names of companies only, also of those with people's names: "SpA".
pub(super) fn is_written_suffix(word: &str) -> bool {
    matches!(
        word,
        "SpA"
            | "S.p.A."
            | "Inc"
            | "Inc."
            | "Ltd"
            | "Ltd."
            | "Corp"
            | "Corp."
            | "GmbH"
            | "AG"
            | "KGaA"
            | "PLC"
            | "Plc"
            | "plc"
            | "LLC"
            | "LLP"
            | "ASA"
            | "Oyj"
            | "Bhd"
            | "Pty"
            | "NV"
            | "N.V."
            | "BV"
            | "B.V."
            | "Holding"
            | "Holdings"
    )
}

/// Says whether a folded word at the end of a company's name tells its trade.
pub(super) fn is_firm_noun(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "holding"
            | "holdings"
            | "bank"
            | "bancorp"
            | "savings"
            | "industries"
            | "steel"
            | "motors"
            | "motor"
            | "electronics"
            | "foods"
            | "energy"
            | "pharmaceuticals"
            | "technologies"
            | "airlines"
            | "airways"
            | "brothers"
            | "partners"
            | "capital"
            | "securities"
            | "insurance"
            | "chemical"
            | "chemicals"
            | "devices"
            | "systems"
            | "software"
            | "stores"
            | "petroleum"
            | "enterprises"
            | "international"
            | "company"
            | "corporation"
            | "sons"
    ) || is_trade(word)
}

/// Says whether a folded word ends the names of companies only, also of those that begin with somebody's name.
pub(super) fn is_trade(word: &str) -> bool {
    matches!(
        word,
        "therapeutics"
            | "pharma"
            | "biosciences"
            | "biotech"
            | "properties"
            | "textiles"
            | "logistics"
            | "robotics"
            | "renewables"
            | "semiconductors"
    )
}

/// Says whether a folded word behind the own name of a firm only tells its trade: "Veltis Ano Tours".
pub(super) fn is_trade_of_many(word: &str) -> bool {
    is_trade(word)
        || matches!(
            word,
            "expeditions"
                | "adventures"
                | "tours"
                | "travels"
                | "productions"
                | "studios"
                | "pictures"
                | "constructions"
                | "builders"
                | "developers"
                | "ventures"
                | "investments"
                | "resources"
                | "minerals"
                | "solutions"
                | "services"
                | "motors"
                | "airlines"
                | "airways"
                | "foods"
                | "pharmaceuticals"
                | "technologies"
                | "industries"
                | "securities"
                | "enterprises"
        )
}

/// Returns the words that an organisation's English name has which goes by a short name of another language, or begins with them:
/// "PiS" is "Law and Justice". Empty where none is known.
pub(super) fn meaning(short: &str) -> &'static [&'static str] {
    match short {
        "pis" => &["law", "justice"],
        "po" => &["civic", "platform"],
        "pnl" => &["national", "liberal"],
        "psd" | "spd" | "sld" | "sdp" | "cssd" => &["social", "democrat"],
        "ps" | "psoe" => &["socialist"],
        "fpo" => &["freedom", "party"],
        "ovp" | "pp" => &["people", "party"],
        "afd" => &["alternative", "germany"],
        "rn" => &["national", "rally"],
        "pvv" => &["party", "freedom"],
        "vvd" => &["people", "party", "freedom"],
        "pd" => &["democratic", "party"],
        "pt" => &["workers", "party"],
        "pan" => &["national", "action"],
        "pri" => &["institutional", "revolutionary"],
        "mas" => &["movement", "socialism"],
        "farc" => &["revolutionary", "armed", "forces"],
        "eln" => &["national", "liberation", "army"],
        "pkk" => &["kurdistan", "workers"],
        "akp" => &["justice", "development"],
        "chp" => &["republican", "people"],
        "rss" => &["rashtriya", "swayamsevak"],
        "tni" => &["indonesian", "military"],
        "polri" => &["indonesian", "police"],
        "kpk" => &["corruption", "eradication"],
        "kpu" => &["election", "commission"],
        "bnpb" => &["disaster", "agency"],
        "bpbd" => &["disaster", "agency"],
        "bmkg" => &["meteorology"],
        "basarnas" => &["search", "rescue"],
        "comelec" => &["commission", "elections"],
        "phivolcs" => &["volcanology"],
        "pagasa" => &["atmospheric", "administration"],
        "legco" => &["legislative", "council"],
        "exco" => &["executive", "council"],
        "sernageomin" => &["geology", "mining"],
        "cenace" | "cfe" => &["electric", "commission"],
        "ibama" => &["environment"],
        "inpe" => &["space", "research"],
        "conaie" => &["confederation", "indigenous"],
        "msf" => &["doctors", "without", "borders"],
        "bka" => &["criminal", "police"],
        "fsb" => &["security", "service"],
        "sbu" => &["security", "service"],
        "gru" => &["military", "intelligence"],
        "abw" => &["internal", "security"],
        "ntsc" => &["transport", "safety", "committee"],
        "cndh" => &["human", "rights", "commission"],
        "unhcr" => &["refugee", "agency"],
        "ocha" => &["humanitarian", "affairs"],
        "hdp" => &["peoples", "democratic"],
        _ => &[],
    }
}

/// Says whether a folded word ends the names of newspapers, which nobody calls by the word before that.
pub(super) fn is_newspaper(word: &str) -> bool {
    matches!(
        word,
        "telegraph"
            | "times"
            | "post"
            | "news"
            | "herald"
            | "gazette"
            | "tribune"
            | "chronicle"
            | "observer"
            | "journal"
            | "mail"
            | "examiner"
            | "star"
            | "echo"
            | "argus"
            | "courier"
            | "advertiser"
    )
}

/// The short forms of states with a stop, as they are written behind a town, and the states.
const STATES: [(&str, &str); 49] = [
    ("Ala.", "alabama"),
    ("Ariz.", "arizona"),
    ("Ark.", "arkansas"),
    ("Calif.", "california"),
    ("Cal.", "california"),
    ("Colo.", "colorado"),
    ("Conn.", "connecticut"),
    ("Del.", "delaware"),
    ("Fla.", "florida"),
    ("Ga.", "georgia"),
    ("Ill.", "illinois"),
    ("Ind.", "indiana"),
    ("Kan.", "kansas"),
    ("Kans.", "kansas"),
    ("Ky.", "kentucky"),
    ("La.", "louisiana"),
    ("Mass.", "massachusetts"),
    ("Md.", "maryland"),
    ("Mich.", "michigan"),
    ("Minn.", "minnesota"),
    ("Miss.", "mississippi"),
    ("Mo.", "missouri"),
    ("Mont.", "montana"),
    ("N.C.", "north carolina"),
    ("N.D.", "north dakota"),
    ("N.H.", "new hampshire"),
    ("N.J.", "new jersey"),
    ("N.M.", "new mexico"),
    ("Neb.", "nebraska"),
    ("Nev.", "nevada"),
    ("Okla.", "oklahoma"),
    ("Ore.", "oregon"),
    ("Pa.", "pennsylvania"),
    ("R.I.", "rhode island"),
    ("S.C.", "south carolina"),
    ("S.D.", "south dakota"),
    ("Tenn.", "tennessee"),
    ("Tex.", "texas"),
    ("Va.", "virginia"),
    ("Vt.", "vermont"),
    ("W.Va.", "west virginia"),
    ("Wash.", "washington"),
    ("Wis.", "wisconsin"),
    ("Wyo.", "wyoming"),
    ("Ont.", "ontario"),
    ("Que.", "quebec"),
    ("Sask.", "saskatchewan"),
    ("Alta.", "alberta"),
    ("Man.", "manitoba"),
];

/// Returns the state that its short form with a stop is short for: "Ky."
pub(super) fn state_in_full(short: &str) -> Option<&'static str> {
    let state = STATES.iter().find(|(its, _)| *its == short)?;
    Some(state.1)
}

/// Says whether a name in small letters is that of an American state.
pub(super) fn is_state(name: &str) -> bool {
    matches!(name, "texas" | "ohio" | "iowa" | "utah" | "idaho" | "maine" | "alaska" | "hawaii" | "new york")
        || STATES.iter().any(|(_, state)| *state == name)
}

/// Says whether a place in small letters has a school that is called by it and "State", where the state itself is hardly called so.
pub(super) fn has_state_school(place: &str) -> bool {
    matches!(
        place,
        "michigan"
            | "ohio"
            | "penn"
            | "iowa"
            | "kansas"
            | "oklahoma"
            | "oregon"
            | "arizona"
            | "florida"
            | "mississippi"
            | "colorado"
            | "utah"
            | "boise"
            | "fresno"
            | "san diego"
            | "ball"
            | "kent"
            | "wichita"
    )
}

/// Says whether a name in small letters is that of a feast.
pub(super) fn is_feast(name: &str) -> bool {
    matches!(
        name,
        "ramadan"
            | "eid"
            | "eid al-fitr"
            | "eid al-adha"
            | "hari raya"
            | "hari raya aidilfitri"
            | "nowruz"
            | "navruz"
            | "newroz"
            | "norouz"
            | "diwali"
            | "deepavali"
            | "holi"
            | "dussehra"
            | "pongal"
            | "onam"
            | "vesak"
            | "songkran"
            | "pchum ben"
            | "chuseok"
            | "tsagaan sar"
            | "lunar new year"
            | "chinese new year"
            | "passover"
            | "rosh hashanah"
            | "yom kippur"
            | "hanukkah"
            | "purim"
            | "ashura"
            | "christmas"
            | "christmas eve"
            | "christmas day"
            | "easter"
            | "easter sunday"
            | "good friday"
            | "lent"
            | "thanksgiving"
            | "halloween"
            | "juneteenth"
            | "kwanzaa"
            | "enkutatash"
            | "timkat"
            | "hogmanay"
            | "bastille day"
            | "anzac day"
            | "boxing day"
            | "sallah"
            | "eid-el-fitr"
            | "eid-el-kabir"
            | "eid al fitr"
            | "eid al adha"
            | "eid-ul-fitr"
            | "eid-ul-azha"
            | "eid-ul-adha"
            | "eid ul fitr"
            | "eid ul adha"
            | "tabaski"
            | "mawlid"
            | "maulid"
            | "nyepi"
            | "vaisakhi"
            | "baisakhi"
            | "durga puja"
            | "navratri"
            | "ganesh chaturthi"
            | "raksha bandhan"
            | "mid-autumn festival"
            | "orthodox christmas"
            | "orthodox easter"
            | "palm sunday"
            | "ash wednesday"
            | "mardi gras"
            | "waitangi day"
            | "shavuot"
            | "sukkot"
    )
}

/// Says whether a name in small letters is that of a party of several words which readers hold for its members.
pub(super) fn is_party(name: &str) -> bool {
    matches!(
        name,
        "social democrats"
            | "christian democrats"
            | "liberal democrats"
            | "free democrats"
            | "sweden democrats"
            | "national liberals"
            | "democratic unionists"
            | "ulster unionists"
            | "liberals and democrats"
    )
}

/// Says whether a name in small letters is that of a party, a parliament, an agency or a firm, and hardly anybody's or a place's.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(name)
}

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "umno,bersatu,pakatan harapan,perikatan nasional,barisan nasional,parti islam semalaysia,parti keadilan rakyat,golkar,\
     gerindra,kuomintang,komeito,nippon ishin,pheu thai,bhumjaithai,palang pracharath,viet minh,lakas-cmd,lakas,\
     shiv sena,janata dal,aam aadmi party,trinamool congress,shiromani akali dal,akali dal,rashtriya janata dal,bajrang dal,\
     vishva hindu parishad,vishwa hindu parishad,rashtriya swayamsevak sangh,awami league,jatiya party,jamaat-e-islami,\
     jamaat-ul-ahrar,tehreek-e-insaf,lashkar-e-taiba,jaish-e-mohammed,muttahida qaumi movement,podujana peramuna,\
     janatha vimukthi peramuna,samagi jana balawegaya,hefazat-e-islam,hizb-ut-tahrir,\
     hamas,hezbollah,hizbollah,hizbullah,fatah,likud,yisrael beiteinu,yesh atid,yamina,shas,otzma yehudit,amal movement,\
     ansar allah,ansarullah,kataib hezbollah,kata'ib hezbollah,ennahda,nidaa tounes,al-shabaab,al shabaab,al-shabab,\
     boko haram,ansaru,zanu-pf,zanu pf,frelimo,renamo,swapo,mpla,unita,chadema,chama cha mapinduzi,cuf,inkatha,\
     inkatha freedom party,umkhonto wesizwe,umkhonto we sizwe,bosasa,eskom,prasa,azimio,pastef,\
     pis,fidesz,jobbik,tisza,syriza,pasok,podemos,junts,esquerra,bildu,eh bildu,ciudadanos,chega,forza italia,fratelli d'italia,\
     fratelli d’italia,vlaams belang,n-va,fine gael,fianna fáil,fianna fail,sinn féin,sinn fein,plaid cymru,alba party,\
     vetëvendosje,vetevendosje,smer,hlas,konfederacja,platforma,nea dimokratia,venstre,fremskrittspartiet,la france insoumise,\
     rassemblement national,les républicains,les republicains,la république en marche,die linke,\
     movimiento al socialismo,juntos por el cambio,la libertad avanza,fuerza popular,voluntad popular,fanmi lavalas,\
     tonton macoute,sendero luminoso,los choneros,primeiro comando da capital,comando vermelho,tren de aragua,\
     sodelpa,fijifirst,te pāti māori,te pati maori,\
     knesset,bundestag,bundesrat,sejm,duma,state duma,dáil,dáil éireann,seanad,oireachtas,stortinget,storting,riksdag,\
     folketing,eduskunta,saeima,riigikogu,seimas,verkhovna rada,lok sabha,rajya sabha,vidhan sabha,legco,majlis,meshrano jirga,\
     loya jirga,wolesi jirga,tynwald,senedd,stormont assembly,althing,skupshtina,jatiya sangsad,national diet,\
     pagasa,phivolcs,basarnas,noaa,wapda,nadra,nepra,ogra,sebi,isro,polri,comelec,ofcom,ofsted,ofgem,ofwat,defra,hmrc,\
     petrobras,pemex,petronas,pertamina,aramco,saudi aramco,sinopec,huawei,alibaba,tencent,bytedance,foxconn,vodafone,\
     safaricom,transnet,garuda indonesia,h&m,at&t,m&s,b&q,p&o,p&g,bernama,antara,xinhua,tass,\
     médecins sans frontières,medecins sans frontieres,hizb ut-tahrir,\
     taliban,al qaeda,al-qaeda,al qaida,al-qaida,isis,isil,houthis,abu sayyaf,jemaah islamiyah,hayat tahrir al-sham,wagner group,rapid support forces,\
     prada,kering,gucci,lvmh,hermès,miu miu,louis vuitton,balenciaga,moncler,richemont,palantir,cartier,\
     thyssenkrupp,voestalpine,arcelormittal,basf,siemens,volkswagen,stellantis,renault,peugeot,citroën,totalenergies,engie,\
     repsol,iberdrola,endesa,telefónica,telefonica,inditex,mercadona,caixabank,bbva,renfe,adif,ouigo,iryo,carrefour,\
     unicredit,intesa sanpaolo,fincantieri,webuild,trenitalia,spotify,ericsson,nokia,novo nordisk,maersk,carlsberg,equinor,telenor,\
     gazprom,rosneft,lukoil,sberbank,rosatom,roscosmos,atomflot,aeroflot,yandex,naftogaz,ukrenergo,energoatom,ukrzaliznytsia,\
     itaú,bradesco,banco do brasil,embraer,odebrecht,codelco,concha y toro,pdvsa,ecopetrol,avianca,aeroméxico,cemex,televisa,\
     aerolíneas argentinas,flybondi,jetsmart,banxico,conagua,indecopi,\
     hyundai,posco,kakao,sk hynix,hanwha,hanwha ocean,doosan,kia,softbank,rakuten,uniqlo,nintendo,panasonic,toshiba,nissan,mazda,\
     kioxia,tsmc,mediatek,smic,xiaomi,meituan,pinduoduo,shein,evergrande,infosys,wipro,flipkart,paytm,zomato,gojek,tokopedia,\
     singtel,temasek,axiata,maybank,airasia,khazanah,petron,meralco,jollibee,vingroup,vinfast,philhealth,\
     zesco,sasol,sibanye,sibanye-stillwater,naspers,multichoice,shoprite,vodacom,telkom,pencom,sonatrach,orascom,ecobank,digicel,\
     adnoc,qatarenergy,emaar,etisalat,almarai,garanti bbva,koç holding,turkcell,nvidia,openai,spacex,lockheed martin,pfizer,\
     moderna,walmart,costco,netflix,airbnb,doordash,coinbase,\
     al ahly,al-ahly,zamalek,al hilal,al-hilal,al nassr,al-nassr,al ittihad,al-ittihad,wydad,raja casablanca,tp mazembe,\
     mamelodi sundowns,kaizer chiefs,orlando pirates,gor mahia,asante kotoko,enyimba,petro de luanda,asec mimosas,persib,persija,\
     boca juniors,flamengo,palmeiras,fluminense,botafogo,colo-colo,colo colo,peñarol,galatasaray,fenerbahçe,fenerbahce,beşiktaş,\
     besiktas,olympiacos,panathinaikos,dinamo zagreb,hajduk split,ferencváros,ferencvaros,legia warsaw,slavia prague,sparta prague,\
     shakhtar donetsk,shakhtar,feyenoord,benfica,bayer leverkusen,werder bremen,celta vigo,real sociedad,rayo vallecano,osasuna,\
     akbayan,makabayan,morena,tplf,chp,akp,afd,fpö,övp,spö,cdu,svp,anc,eff,cosatu,amcu,dem party,trinamool,\
     irgc,irna,tasnim news agency,naharnet,ukrinform,interfax,anadolu agency,yonhap,kyodo,kyodo news,efe,dpa,tanjug,\
     al jazeera,al arabiya,al-arabiya,al-manar,al manar,al mayadeen,al-mayadeen,halk tv,newzroom afrika,rappler,ndtv,\
     abs-cbn,unifil,unrwa,monusco,ecowas,mercosur,caricom,asean,saarc,group of twenty"
        .split(',')
        .map(str::trim)
        .collect()
});

/// Initials that readers take for people, places or works, and that are a party's, an agency's or a union's wherever they stand.
const INITIALS: [&str; 35] = [
    "STF", "FGR", "PGR", "MST", "PSOL", "CGT", "CTERA", "CCOO", "UGT", "ÖBB", "KMT", "EFCC", "INEC", "NNPC",
    "NAFDAC", "MACC", "TNI", "BNPB", "BMKG", "PVMBG", "DPWH", "UIDAI", "PTI", "BJP", "AIADMK", "DMK", "PDMA",
    "NDMA", "PDVSA", "PSUV", "IPOA", "LDP", "SBU", "MDC", "ODM",
];

/// Indexes and feasts of sport that go by short names.
const WORKS: [&str; 13] = [
    "DAX", "MDAX", "KOSPI", "KOSDAQ", "CAC 40", "CAC-40", "FTSE 100", "FTSE 250", "IBEX 35", "TOPIX",
    "AFCON", "Ibovespa", "Sensex",
];

/// Returns what a name, as it is written and in small letters, is by itself where that is known and it is hardly anything else.
pub(super) fn known_kind(body: &str, folded: &str) -> Option<EntityType> {
    if INITIALS.contains(&body) || is_known(folded) {
        Some(EntityType::Org)
    } else if WORKS.contains(&body) {
        Some(EntityType::Misc)
    } else {
        None
    }
}

/// Peoples and tribes whose names say nothing where no noun tells so: "Karen". Not those that are more often a team or a place.
static TRIBES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "acholi afar aeta amazigh amhara apache ashanti asante asháninka ashaninka assyrian aymara bakhtiari baloch \
         baluch bantu bedouin bemba berber blackfoot bodo bugis chakma cherokee cheyenne chickasaw choctaw circassian \
         comanche cree dalit dayak diné dinka dogon druze embera fang fulani fulbe garifuna gond gurkha haida \
         haudenosaunee hausa hazara hema herero himba hmong hopi huli ibibio igbo igorot ijaw innu inuit iroquois jola \
         kachin kalenjin kamba karamojong karen kayan kayapo khasi kikuyu kisii kongo kru kuki kurd kurdish lahu lakota \
         lendu lisu lozi luba lumad luhya luo maasai malinke mandinka maori māori mapuche maronite masai mende meitei \
         meru métis metis miskito mizo mohawk moro mossi mundurucu naga navajo ndebele nenets nez noongar nuer ojibwe \
         oneida oromo osage ovambo papuan pashtun pawnee pokot pueblo quechua rohingya sami samburu santal seminole shan \
         sherpa shilluk shona shuar sidama sioux somali soninke songhai sotho swahili swazi tajik tamil tigrayan tiv \
         tlingit toposa toraja toubou tswana tuareg turkana turkmen tutsi twa ute uyghur venda wayuu wiradjuri wixárika \
         wolof xhosa yaqui yanomami yazidi yolngu yoruba zapotec zaza zulu zuni"
        .split(' ')
        .collect()
});

/// Says whether a word in small letters is the name of a people or tribe.
pub(super) fn is_tribe(word: &str) -> bool {
    TRIBES.contains(word)
}

/// Says whether a word in small letters is all or the end of a newspaper's name that goes with "the", beside those that
/// [`is_newspaper`] has.
pub(super) fn is_paper(word: &str) -> bool {
    matches!(
        word,
        "inquirer"
            | "mirror"
            | "guardian"
            | "independent"
            | "gleaner"
            | "dispatch"
            | "bulletin"
            | "sentinel"
            | "enquirer"
            | "australian"
            | "hindu"
            | "scotsman"
            | "standard"
            | "graphic"
            | "punch"
            | "vanguard"
            | "monitor"
            | "sun"
            | "globe"
            | "age"
            | "beast"
            | "atlantic"
            | "economist"
            | "nation"
            | "citizen"
            | "express"
            | "register"
            | "bee"
            | "hill"
            | "athletic"
            | "verge"
    )
}

/// Says whether the last word of a name in small letters, or the one before "of", makes it that of a body and of no place or person,
/// whatever stands before; a court only with its kind: "Supreme Court of Ely".
pub(super) fn is_body(word: &str, before: &str) -> bool {
    matches!(
        word,
        "union"
            | "association"
            | "ministry"
            | "commission"
            | "committee"
            | "agency"
            | "federation"
            | "railways"
            | "institute"
            | "foundation"
            | "fund"
            | "party"
            | "corporation"
            | "council"
    ) || word == "court"
        && matches!(before, "supreme" | "high" | "crown" | "federal" | "district" | "constitutional")
}

/// Says whether a folded plural behind a town ends the name of a newspaper or a firm, not of a team.
pub(super) fn is_no_team(word: &str) -> bool {
    matches!(word, "times" | "news" | "press" | "sciences" | "dynamics" | "instruments" | "arts" | "systems")
}

/// Says whether a folded noun calls an organ of state, of which every country has its own.
pub(super) fn is_organ(noun: &str) -> bool {
    matches!(
        noun,
        "ministry" | "court" | "parliament" | "senate" | "army" | "navy" | "treasury" | "cabinet" | "police"
    )
}

/// Says whether a word inside a name has no letter in its abbreviation.
pub(super) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "in"
            | "on"
            | "de"
            | "to"
            | "at"
            | "&"
            | "i"
            | "e"
            | "y"
            | "und"
            | "et"
    )
}

/// Says whether the noun after a name makes it another, smaller thing: the "Security Council" of the "United
/// Nations" is a part of it, while the "Goldman Sachs Group" is Goldman Sachs.
pub(super) fn is_part(noun: &str) -> bool {
    matches!(
        noun,
        "council"
            | "committee"
            | "commission"
            | "department"
            | "office"
            | "board"
            | "division"
            | "bureau"
            | "assembly"
            | "tribunal"
            | "court"
            | "secretariat"
            | "panel"
            | "caucus"
            | "mission"
            | "school"
            | "college"
            | "foundation"
            | "museum"
    )
}

/// Says whether an adjective or a name is that of a country, both folded: "russian" of "russia".
pub(super) fn is_of_country(word: &str, country: &str) -> bool {
    let same = word.bytes().zip(country.bytes()).take_while(|(a, b)| a == b).count();
    let irregular = |pair: (&str, &str)| pair == (word, country) || pair == (country, word);
    let shorter = word.len().min(country.len());
    shorter > 3 && same >= 4.max(shorter.saturating_sub(3))
        || word == country
        || [
            ("french", "france"),
            ("spanish", "spain"),
            ("polish", "poland"),
            ("irish", "ireland"),
            ("danish", "denmark"),
            ("dutch", "netherlands"),
            ("finnish", "finland"),
            ("welsh", "wales"),
            ("american", "us"),
            ("american", "united"),
            ("british", "uk"),
        ]
        .into_iter()
        .any(irregular)
}

/// Says whether a word is written like an abbreviation: two capitals or more, small letters nowhere but in "MoD".
pub(super) fn is_acronym(body: &str) -> bool {
    matches!(
        body.as_bytes(),
        [b'A'..=b'Z', b'o', b'A'..=b'Z'] | [b'A'..=b'Z', b'o', b'A'..=b'Z', b'A'..=b'Z']
    ) || body.len() <= 12
        && body.chars().filter(|c| c.is_uppercase()).count() > 1
        && !body.chars().any(char::is_lowercase)
}

/// Returns the usual name of a thing that goes by several, folded.
pub(super) fn alias(name: &str) -> Option<&'static str> {
    Some(match name {
        "us" | "u s" | "usa" | "u s a" | "america" | "united states of america" | "us of a" => {
            "united states"
        }
        "uk" | "gb" | "britain" | "great britain" | "u k" => "united kingdom",
        "eu" => "european union",
        "un" | "u n" => "united nations",
        "uae" | "emirates" => "united arab emirates",
        "dprk" | "democratic people republic of korea" => "north korea",
        "rok" | "korea republic" => "south korea",
        "prc" | "people republic of china" => "china",
        "drc" | "dr congo" | "democratic republic of congo" | "democratic republic of the congo" => "congo",
        "la" => "los angeles",
        "ny" | "nyc" | "new york city" => "new york",
        "dc" | "washington dc" | "district of columbia" => "washington",
        "sf" => "san francisco",
        "taipei city" => "taipei",
        "mexico df" => "mexico city",
        "russian federation" => "russia",
        "holland" => "netherlands",
        "burma" => "myanmar",
        "persia" => "iran",
        "gop" => "republican party",
        "dems" => "democrats",
        "fed" => "federal reserve",
        "scotus" => "supreme court",
        "nyt" | "new york times" => "new york times",
        "wsj" => "wall street journal",
        "wapo" => "washington post",
        "nfl" => "national football league",
        "lib dem" | "lib dems" => "liberal democrats",
        "dow" | "dow jones" => "dow jones industrial average",
        "nba" => "national basketball association",
        "isis"
        | "isil"
        | "is"
        | "daesh"
        | "islamic state of iraq and syria"
        | "islamic state of iraq and the levant" => "islamic state",
        _ => return None,
    })
}

/// Says whether a word in small letters stands before the name of a storm.
pub(super) fn is_storm(word: &str) -> bool {
    matches!(word, "hurricane" | "typhoon" | "cyclone" | "storm" | "tropical")
}

/// Says whether a word as it is written stands before the name of a ship.
pub(super) fn is_ship(word: &str) -> bool {
    matches!(
        word,
        "HMS"
            | "USS"
            | "MV"
            | "RV"
            | "RRS"
            | "RMS"
            | "HMAS"
            | "HMCS"
            | "HMNZS"
            | "INS"
            | "USNS"
            | "USCGC"
            | "M/V"
            | "BRP"
            | "KRI"
            | "RFA"
    )
}

/// Says whether a word in small letters begins what a school or a foundation is called behind its own name: "Hale University".
pub(super) fn is_school(word: &str) -> bool {
    matches!(word, "university" | "institute" | "college" | "foundation" | "hospital" | "academy")
}

/// Says whether a word in small letters tells what a place is behind its own name: "Hale Stadium".
pub(super) fn is_site(word: &str) -> bool {
    matches!(
        word,
        "stadium"
            | "park"
            | "airport"
            | "prison"
            | "field"
            | "arena"
            | "island"
            | "islands"
            | "beach"
            | "square"
            | "palace"
            | "harbour"
            | "harbor"
            | "dam"
            | "camp"
            | "castle"
            | "district"
            | "province"
            | "county"
            | "township"
            | "del"
            | "de"
            | "upon"
            | "am"
            | "city"
            | "river"
            | "creek"
            | "falls"
            | "icefall"
            | "glacier"
            | "valley"
    )
}

/// Says whether a word in small letters tells what a place is before its own name: "Mount Hale".
pub(super) fn is_site_before(word: &str) -> bool {
    matches!(word, "mount" | "mt" | "lake" | "river" | "port" | "fort" | "camp" | "cape" | "loch" | "sea")
}

/// Says whether a name in small letters is that of a language and of no nation whose adjective it is, nor of a place.
pub(super) fn is_language(name: &str) -> bool {
    const LANGUAGES: [&str; 90] = [
        "afrikaans", "akan", "amharic", "aramaic", "assamese", "aymara", "balochi", "bahasa", "bambara",
        "bemba", "bangla", "basque", "berber", "bislama", "breton", "cantonese", "catalan", "cebuano",
        "chichewa", "chinyanja", "cornish", "cree", "creole", "dari", "esperanto", "ewe", "farsi", "fula",
        "gaelic", "galician", "guarani", "guaraní", "gujarati", "hausa", "hindi", "hokkien", "igbo",
        "ilonggo", "ilocano", "inuktitut", "isixhosa", "isizulu", "javanese", "kalenjin", "kannada",
        "kikuyu", "kinyarwanda", "kiswahili", "kurmanji", "latin", "lingala", "luganda", "malayalam",
        "maltese", "mandarin", "marathi", "mayan", "nahuatl", "navajo", "ndebele", "odia", "oromo", "pashto",
        "patois", "pidgin", "punjabi", "putonghua", "quechua", "romansh", "sesotho", "setswana", "sheng",
        "shona", "sinhala", "swahili", "tagalog", "tamazight", "tamil", "te reo", "telugu", "tetum",
        "tigrinya", "tok pisin", "twi", "urdu", "visayan", "wolof", "xhosa", "yoruba", "zulu",
    ];
    LANGUAGES.contains(&name)
}
