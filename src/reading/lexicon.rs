//! What is known of single words and fixed phrases, whatever the article: short lists of our own.
//!
//! Keys are lower case. A word can be on several lists.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists that a word is on, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(pub u32);

macro_rules! lists {
    ($($name:ident)*) => {
        lists!(@ 0; $($name)*);
    };
    (@ $n:expr; $name:ident $($rest:ident)*) => {
        pub const $name: Self = Self(1 << $n);
        lists!(@ $n + 1; $($rest)*);
    };
    (@ $n:expr;) => {};
}

impl Lists {
    lists! {
        MALE FEMALE TITLE ROLE ORG_HEAD ORG_SUFFIX ORG PLACE PLACE_HEAD DEMONYM EVENT_HEAD CALENDAR DETERMINER PRONOUN
        PREPOSITION CONJUNCTION AUXILIARY ADVERB SAY THAT NAMING OPENER PARTICLE TIME PEOPLE AMBIGUOUS
    }

    /// Says whether the word is on any of `lists`.
    pub fn any(self, lists: Self) -> bool {
        self.0 & lists.0 != 0
    }

    /// Returns the lists of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the lists that `word` or phrase is on; `word` is lower case.
    pub fn of(word: &str) -> Self {
        LISTS.get(word).copied().unwrap_or_default()
    }

    /// Words of the closed classes, which begin sentences with a capital and are never names by themselves.
    pub const FUNCTION: Self = Self::DETERMINER
        .or(Self::PRONOUN)
        .or(Self::PREPOSITION)
        .or(Self::CONJUNCTION)
        .or(Self::AUXILIARY)
        .or(Self::ADVERB);
    pub const FIRST_NAME: Self = Self::MALE.or(Self::FEMALE);
    /// Every list of verbs that tell of a saying.
    pub const CUE: Self = Self::SAY.or(Self::THAT).or(Self::NAMING);
}

static LISTS: LazyLock<HashMap<&'static str, Lists>> = LazyLock::new(|| {
    let mut lists: HashMap<&'static str, Lists> = HashMap::new();
    for &(list, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            let entry = lists.entry(word).or_default();
            *entry = entry.or(list);
        }
    }
    for &(list, phrases) in PHRASES {
        for phrase in phrases.split(',') {
            let entry = lists.entry(phrase.trim()).or_default();
            *entry = entry.or(list);
        }
    }
    lists
});

const WORDS: &[(Lists, &str)] = &[
    // Given names of men and women about alike.
    (
        Lists::FIRST_NAME,
        "casey dana jackie jamie jan jean kelly kerry kim leslie lindsey lynn morgan pat robin sidney taylor terry tracy",
    ),
    (
        Lists::MALE,
        "aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alejandro alex alexander alexei alfred ali allan \
         allen alvin amir anders andre andreas andrei andrew andy angel anthony antonio ari arnold arthur ashraf austin \
         barack barry bashar ben benjamin benny bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan \
         brent brett brian bruce bruno bryan caleb calvin cameron carl carlos carter cesar chad charles charlie chris \
         christian christopher chuck clarence claude clinton colin connor corey craig curtis cyril dale damian damien dan \
         daniel danny darren dave david dean dennis derek diego dick dmitry dmitri dominic don donald doug douglas duncan \
         dwight dylan earl ed eddie edgar eduardo edward edwin eli elias elliott emmanuel enrique eric erik ernest ethan \
         eugene evan fabio felipe felix fernando fidel francis francisco francois frank franklin fred frederick gabriel \
         gary gavin gene geoff geoffrey george gerald gerard giovanni giuseppe glen glenn gordon graham greg gregory guy \
         hamid hans harold harry hassan hector henri henry herbert herman howard hugh hugo hussein ian ibrahim igor isaac \
         ismail ivan jack jacob jacques jake jamal james jamie jan jared jason javier jay jean jeff jeffrey jeremy jerome \
         jerry jesse jesus jim jimmy joaquin joe joel john johnny jon jonathan jordan jorge jose josé joseph josh joshua \
         juan julian julio justin karim karl keith ken kenneth kevin khalid kim kirk klaus kofi kyle lance larry lars \
         laurent lawrence lee leo leon leonard leonardo leroy leslie lewis liam lindsey lloyd logan louis luca lucas luigi luis \
         luke mahmoud manuel marc marcel marco marcus mario mark marshall martin marvin mathew matt matthew maurice \
         max maxime mehmet michael michel miguel mike mikhail milos mitch mitchell mitt mohamed mohammad mohammed muhammad \
         mustafa nathan nathaniel neil nelson nicholas nick nicolas nicolás nigel nikita nikolai noah norman oleg oliver \
         omar oscar osama otto owen pablo patrick paul pavel pedro perry pete peter phil philip philippe phillip pierre \
         rafael ralph ramon randall randy rashid raul ray raymond reggie reginald rex ricardo richard rick ricky rob robert \
         roberto rodney rodrigo roger roland ron ronald rory ross roy ruben rudolph rudy rupert russell ryan saddam salman \
         sam samuel scott sean sebastian serge sergei sergey sergio seth shane shaun shinzo sidney simon spencer stan \
         stanley stefan stephen steve steven stuart syed tariq ted terrence terry theodore thomas tim timothy toby todd tom tommy \
         tony travis trevor tyler victor viktor vincent vitaly vladimir volodymyr walter warren wayne wesley will \
         william willie wolfgang xavier yasser yuri yusuf zachary yván naftali yitzhak benyamin recep tayyip narendra \
         emmanuel olaf friedrich keir rishi jair luiz evo kamal hamad nawaz imran pervez ashok rahul raj sanjay \
         hiroshi kenji takashi yoshihide fumio jiang",
    ),
    (
        Lists::FEMALE,
        "abigail agnes aisha alexandra alexandria alexis alice alicia alison allison amanda amber amy ana anastasia andrea \
         angela angelina angie anita ann anna anne annette annie ashley audrey barbara beatrice becky bella bernadette beth betty \
         beverly bonnie brenda bridget brittany camille carla carly carmen carol caroline carolyn carrie catherine cathy \
         celia charlotte chelsea cheryl christina christine cindy claire clara claudia condoleezza connie courtney crystal \
         cynthia daisy dana danielle dawn deborah debbie debra denise diana diane dilma dolores donna doris dorothy \
         edith eileen elaine eleanor elena elizabeth ella ellen emily emma erica erin esther eva evelyn fatima fiona \
         florence frances gabriela gail georgia geraldine gina gladys gloria grace gwen hannah harriet hazel heather heidi \
         helen helena hilary hillary holly huma ida ingrid irene iris irina isabel isabella ivanka jackie jacqueline jane \
         janet janice jasmine jeanne jennifer jenny jessica jill joan joanna joanne jocelyn josephine joyce judith judy \
         julia juliana julie june kamala karen kate katherine kathleen kathryn kathy katie katrina kayla kelly kellyanne \
         kerry kimberly kirsten kristen kristin laura lauren leah leila leslie lillian linda lisa liz lois loretta lori \
         louise lucy lydia lynn madeleine madison maggie margaret maria maría marian marie marilyn marina marine marissa \
         martha mary maureen megan melania melanie melissa mercedes meredith michelle mildred miranda molly monica nadia \
         nancy naomi natalia natalie natasha nicole nina nora norma olga olivia oprah pamela patricia patty paula pauline \
         peggy penny phyllis priscilla rachel rebecca regina renee rhonda rita roberta robin rosa rose rosemary ruth \
         sabrina sally samantha sandra sara sarah sharon sheila shelley sheryl shirley silvia sofia sonia sophia sophie stacey stephanie \
         sue susan susanna suzanne svetlana sylvia tamara tanya tara tatiana teresa theresa tiffany tina tracy tulsi ursula \
         valerie vanessa vera veronica victoria virginia vivian wanda wendy whitney yolanda yulia yvonne zoe giorgia \
         jacinda marjorie nikki ketanji benazir indira",
    ),
    (
        Lists::TITLE,
        "president vice minister prime premier chancellor secretary deputy senator sen. sens. congressman congresswoman rep. reps. \
         representative governor gov. govs. mayor mr. mrs. ms. mr mrs ms miss mx. dr. dr doctor prof. prof professor judge justice chief \
         chairman chairwoman chair ceo cfo coo king queen prince princess pope cardinal archbishop bishop father sister rabbi \
         imam sheikh sheik ayatollah lord lady sir dame duke baron general gen. colonel col. major maj. captain capt. lieutenant lt. \
         sergeant sgt. corporal admiral adm. commander cmdr. officer inspector detective sheriff constable commissioner ambassador \
         amb. envoy speaker leader director coach manager editor spokesman spokeswoman spokesperson attorney lawyer dictator \
         emperor emir sultan comrade rev. rev reverend hon. saint pastor treasurer trooper councilman councilwoman \
         councillor alderman delegate assemblyman undersecretary foreign press interior defense defence finance state \
         former then-president ex-president executive acting lt lieut. supt. chef actor actress author singer",
    ),
    (
        Lists::ROLE,
        "president minister premier chancellor secretary senator congressman congresswoman representative governor mayor doctor \
         professor judge justice chief chairman chairwoman chair ceo king queen prince pope bishop general colonel major \
         captain lieutenant sergeant admiral commander officer inspector detective sheriff commissioner ambassador envoy \
         speaker leader director coach manager editor spokesman spokeswoman spokesperson attorney lawyer dictator \
         official officials executive executives analyst analysts economist economists expert experts scientist scientists \
         researcher researchers author authors writer columnist reporter reporters journalist journalists critic critics \
         activist activists advocate advocates aide aides adviser advisers advisor advisors strategist strategists \
         consultant pollster diplomat diplomats counterpart negotiator candidate nominee front-runner frontrunner rival opponent \
         lawmaker lawmakers legislator politician politicians republican republicans democrat democrats conservative \
         source sources witness witnesses resident residents voter voters supporter supporters protester protesters \
         demonstrators police prosecutor prosecutors investigator investigators authorities authority trader traders \
         dealer dealers banker investor investors fund broker broker owner founder co-founder partner member members student students \
         teacher teachers parent parents mother father son daughter sister brother wife husband widow friend friends \
         neighbor neighbour neighbors man woman men women boy girl child people person victim victims survivor \
         farmer worker workers employee employees actor actress singer director producer filmmaker player captain \
         striker defender midfielder goalkeeper quarterback winger trainer boss secretary-general head historian \
         physician nurse veteran soldier pilot driver engineer designer architect artist poet novelist biographer host \
         anchor commentator moderator agent guru tycoon billionaire mogul entrepreneur rebel rebels militant guerrillas \
         successor predecessor deputy undersecretary assistant insider insiders observers others",
    ),
    (
        Lists::ORG_HEAD,
        "ministry university college school party council committee commission department agency bureau office administration \
         association federation union institute institution foundation society league club bank group company corporation \
         times post journal tribune herald gazette guardian telegraph news network television radio court congress parliament \
         senate assembly house army navy force forces guard police service services authority board center centre \
         church hospital museum academy airlines airways industries holdings partners motors electric systems technologies \
         technology energy petroleum oil gas insurance securities capital financial fund trust media press studios pictures \
         entertainment records laboratory laboratories campaign alliance coalition front movement brigade brigades command \
         organization organisation treasury embassy consulate cabinet government exchange reserve chamber conference \
         project initiative programme program team united rovers rangers city wanderers athletic sox giants knicks lakers \
         yankees dodgers cowboys patriots eagles packers steelers bears lions bulls celtics warriors district militia \
         mission task cartel syndicate brotherhood taliban hezbollah hamas",
    ),
    (
        Lists::ORG_SUFFIX,
        "inc inc. corp corp. co co. ltd ltd. llc plc ag gmbh llp s.a. n.v. pac bros. & fc pty spa",
    ),
    (
        Lists::ORG,
        "un u.n. eu e.u. nato fbi f.b.i. cia c.i.a. nsa nasa opec unesco unicef imf who wto bbc cnn nbc abc cbs msnbc espn npr afp ap upi \
         reuters bloomberg google facebook twitter microsoft apple amazon netflix tesla boeing airbus toyota \
         honda volkswagen bmw siemens samsung sony intel ibm exxon chevron shell bp walmart goldman citigroup \
         politico breitbart buzzfeed huffpost msnbc pentagon kremlin gop dnc rnc nra aclu naacp nfl nba mlb nhl uefa fifa ioc \
         interpol gazprom rosneft xinhua tass itar-tass interfax isis isil al-qaeda taliban hezbollah hamas fatah \
         medicare medicaid hollywood congress parliament senate instagram youtube linkedin uber airbnb",
    ),
    (
        Lists::PLACE,
        "afghanistan albania algeria america angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh \
         barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria burma burundi \
         cambodia cameroon canada chile china colombia congo croatia cuba cyprus czechoslovakia denmark djibouti ecuador egypt \
         england eritrea estonia ethiopia fiji finland france gabon gambia georgia germany ghana greece grenada guatemala \
         guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan \
         kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania \
         luxembourg macedonia madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco \
         mongolia montenegro morocco mozambique myanmar namibia nepal netherlands holland nicaragua niger nigeria norway oman \
         pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa scotland senegal \
         serbia seychelles singapore slovakia slovenia somalia spain sudan suriname swaziland sweden switzerland syria \
         taiwan tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan \
         vanuatu vatican venezuela vietnam wales yemen yugoslavia zaire zambia zimbabwe ussr u.s. us u.s.a. usa u.k. uk uae \
         africa asia europe antarctica eurasia balkans caribbean scandinavia chechnya catalonia crimea donbas gaza \
         kashmir kurdistan tibet xinjiang ulster bavaria siberia quebec ontario alberta manitoba \
         alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa \
         kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska \
         nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming \
         abuja accra algiers amman amsterdam ankara antwerp athens atlanta auckland baghdad bangkok barcelona basel beijing \
         beirut belfast belgrade berlin bern bogota bogotá bonn boston brasilia bratislava brisbane brussels bucharest budapest \
         cairo calcutta canberra caracas casablanca charlotte chicago cincinnati cleveland cologne copenhagen dakar dallas \
         damascus delhi denver detroit dhaka doha dubai dublin edinburgh frankfurt geneva glasgow grozny hague hamburg \
         hanoi harare havana helsinki hiroshima hollywood houston islamabad istanbul jakarta jerusalem johannesburg kabul karachi \
         khartoum kiev kyiv kigali kinshasa kolkata lagos lahore leeds leningrad lima lisbon liverpool ljubljana \
         london lusaka lyon madrid managua manchester manila marseille mecca melbourne miami milan milwaukee minneapolis minsk \
         mogadishu montevideo montreal moscow mosul mumbai munich nagasaki nairobi naples orlando osaka oslo ottawa \
         paris perth philadelphia phoenix pittsburgh prague pretoria pyongyang quito rabat ramallah rangoon riyadh rome \
         rotterdam santiago sarajevo seattle seoul shanghai sofia stockholm strasbourg stuttgart sydney taipei tallinn tampa \
         tashkent tbilisi tehran tokyo toronto tripoli tunis turin valencia vancouver venice vienna vilnius warsaw \
         wellington yerevan zagreb zurich manhattan brooklyn bronx queens harlem chelsea benghazi aleppo fallujah homs odesa odessa \
         kharkiv donetsk luhansk mariupol shenzhen guangzhou wuhan chongqing macau okinawa guantanamo davos nice",
    ),
    (
        Lists::PLACE_HEAD,
        "river lake mountain mountains island islands isle county sea ocean strait bay beach peninsula valley desert \
         hemisphere street avenue road boulevard square bridge canal airport park falls heights hills province prefecture region \
         republic kingdom gulf coast cape harbor harbour port town village stadium prison",
    ),
    (
        Lists::DEMONYM,
        "afghan african african-american albanian algerian american americans angolan arab arabs arabic argentine armenian asian australian \
         austrian azerbaijani bangladeshi belarusian belgian bolivarian bolivian bosnian brazilian british briton britons bulgarian \
         cambodian canadian canadians catholic catholics chechen chilean chinese christian christians colombian croat croatian cuban \
         cypriot czech danish dutch ecuadorian egyptian english estonian ethiopian european europeans filipino finnish french \
         georgian german germans greek guatemalan haitian hispanic hispanics hungarian icelandic indian indians indonesian iranian \
         iranians iraqi iraqis irish islamic islamist islamists israeli israelis italian italians japanese jew jewish jews \
         jordanian kenyan korean koreans kurd kurdish kurds kuwaiti latin latino latinos latvian lebanese libyan lithuanian \
         macedonian malaysian mexican mexicans moroccan muslim muslims nigerian norwegian pakistani palestinian palestinians \
         peruvian polish portuguese protestant protestants qatari romanian russian russians rwandan saudi saudis scottish serb \
         serbian serbs shiite shia sikh slovak slovenian somali soviet spanish sudanese sunni swedish swiss syrian syrians \
         taiwanese thai tibetan tunisian turk turkish turks ugandan ukrainian ukrainians uruguayan venezuelan venezuelans vietnamese \
         welsh yemeni zimbabwean republican republicans democrat democrats democratic nazi nazis communist marxist \
         buddhist hindu hindus mormon evangelical orthodox anglican baptist texan californian hispanic-american",
    ),
    (
        Lists::EVENT_HEAD,
        "war cup olympics championship championships open games act treaty agreement accord accords protocol award awards \
         prize festival marathon derby tournament grand amendment constitution convention declaration revolution holocaust \
         operation bible koran quran christmas easter ramadan thanksgiving internet brexit obamacare",
    ),
    (
        Lists::CALENDAR,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
         september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon tue wed thu \
         fri sat sun a.m. p.m. est edt gmt et pt mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    ),
    (
        Lists::DETERMINER,
        "the a an this that these those some any no every each all both another such many most several few other either \
         neither my your his her its our their whose what which one two three four five six seven eight nine ten dozens \
         hundreds thousands more much half less",
    ),
    (
        Lists::PRONOUN,
        "i you he she it we they me him her us them himself herself itself themselves myself yourself ourselves who whom \
         nobody everyone everybody someone somebody anyone anybody nothing something everything anything none",
    ),
    (
        Lists::PREPOSITION,
        "of in on at by for with from to into onto over under above below between among against about after before during \
         through throughout across around near behind beyond despite except inside outside since toward towards until till upon \
         via within without like unlike per amid as off up down out along alongside following including regarding concerning \
         given besides according",
    ),
    (
        Lists::CONJUNCTION,
        "and or but nor so yet because although though if unless while whereas when where whenever wherever whether than \
         how why once",
    ),
    (
        Lists::AUXILIARY,
        "is are was were be been being am has have had having do does did will would shall should can could may might must \
         's 're 've 'd 'll 'm ’s ’re ’ve ’d ’ll ’m ca wo let there here",
    ),
    (
        Lists::ADVERB,
        "not n't n’t also later then now again still just even only ever never always often once soon already almost perhaps maybe \
         however meanwhile moreover furthermore nevertheless nonetheless instead indeed thus hence therefore otherwise finally \
         recently currently earlier yesterday today tomorrow tonight ago too very well really actually repeatedly \
         reportedly previously subsequently publicly privately bluntly simply quickly immediately further first second \
         last next further additionally notably specifically initially eventually similarly likewise \
         yes no oh well please thank thanks sorry sure okay ok further read watch see click follow photo image getty \
         getting speaking asked looking going making taking being according former",
    ),
    (
        Lists::TIME,
        "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening \
         night week month year earlier later recently",
    ),
    (
        Lists::PARTICLE,
        "de la del da di dos du der den van von bin ibn al el le les los las ben abu y e mac ter st. san",
    ),
    (
        Lists::SAY,
        "said say says saying told tell tells telling added add adds adding wrote write writes writing asked ask asks \
         asking claimed claims claiming claim argued argues argue arguing insisted insists insist insisting declared declares \
         declare declaring announced announces announce announcing stated states stating explained explains explain explaining \
         replied replies reply replying responded responds respond responding noted notes noting tweeted tweets tweet tweeting \
         acknowledged acknowledges acknowledge acknowledging admitted admits admit admitting warned warns warn warning concluded \
         concludes conclude concluding continued continues continue continuing recalled recalls recall recalling suggested suggests \
         suggest suggesting conceded concedes concede conceding complained complains complain complaining \
         remarked remarks remarking observed observes observing joked jokes joking quipped quips quipping shouted \
         shouts shouting yelled yells yelling exclaimed exclaims cried whispered mused muses countered counters countering \
         boasted boasts bragged brags testified testifies testify testifying posted posts posting reported reports reporting \
         reiterated reiterates reiterating asserted asserts assert asserting contended contends contend contending \
         alleged alleges allege alleging affirmed affirms affirming confirmed confirms confirm confirming denied denies denying \
         pledged pledges pledging vowed vows vowing promised promises promise promising predicted predicts predict predicting \
         stressed stresses stressing emphasized emphasizes emphasizing emphasised railed thundered lamented laments \
         lamenting commented comments commenting disclosed discloses revealed reveals reveal revealing proclaimed proclaims proclaiming \
         cautioned cautions cautioning advised advises urged urges urging quoted quotes quoting \
         retorted retorts snapped chimed opined opines ranted fumed sneered scoffed scoffs pleaded pleads begged \
         interjected recounted recounts recounting chanted chants chanting texted emailed demanded \
         demands demanding agreed agrees elaborated elaborates went \
         tells informed informs assured assures reminded reminds reminding",
    ),
    (
        Lists::THAT,
        "believe believes believed believing think thinks thought know knows knew hope hopes hoped hoping fear fears feared \
         expect expects expected find finds found hoping show shows showed shown showing indicate indicates indicated indicating \
         estimate estimates estimated learned learns understand understands understood feel feels felt recognize recognizes \
         recognized realize realizes realized propose proposes proposed decide decided decides hint hinted hints hinting \
         imply implied implies mean means meant signal signaled signals wonder wonders wondered worry worries worried \
         note point points pointed stipulates hold holds held mentioned mentions mentioning ruled rules doubt doubts doubted \
         recommend recommended recommends speculated figured assume assumes assumed suspect suspects suspected",
    ),
    (
        Lists::NAMING,
        "called call calls calling described describes describe describing dubbed dubs branded labeled labelled labeling termed \
         characterized characterizes characterizing blasted blasts slammed slams criticized criticizes criticizing \
         condemned condemns condemning denounced denounces denouncing praised praises praising accused accuses accusing \
         dismissed dismisses dismissing mocked mocks hailed hails lauded defended defends cited cites citing \
         attacked compared compares likened referred refers referring rejected rejects rejecting blamed blames blaming \
         expressed expresses expressing opposed opposes opposing supported supports reaffirmed",
    ),
    (
        Lists::OPENER,
        "former many meanwhile however while several some other others more most few new old big great local national international \
         federal military political economic foreign police officials critics experts analysts voters supporters sources \
         people men women children students workers high top senior chief breaking exclusive report reports poll polls editor \
         dear good bad home world life money business sports health science opinion politics video photos advertisement story \
         share related subscribe sign copyright updated full text abstract contributing",
    ),
    (Lists::PEOPLE, "he she they we i who it"),
    // First names and surnames that are ordinary words too: no evidence at the start of a sentence.
    (
        Lists::AMBIGUOUS,
        "will mark may bill grace hope rose art frank rich guy chuck dick rob ray pat grant chase drew jack jay dean earl \
         baron major price young long short brown white black green king penny june april august summer dawn crystal amber iris daisy \
         ruby dale glen cliff heath reed gene max lance pierce tony sue drew victor don angel jan lee nice us turkey \
         jordan georgia chad china mobile reading bath orange dallas marine mercedes christian jesus",
    ),
];

const PHRASES: &[(Lists, &str)] = &[
    (
        Lists::PLACE,
        "united states,united states of america,united kingdom,united arab emirates,great britain,northern ireland,saudi arabia,\
         new york,new york city,new zealand,new jersey,new mexico,new hampshire,new orleans,new delhi,new england,north korea,\
         south korea,north carolina,south carolina,north dakota,south dakota,west virginia,rhode island,south africa,south sudan,\
         sri lanka,costa rica,el salvador,puerto rico,dominican republic,czech republic,sierra leone,ivory coast,burkina faso,\
         hong kong,los angeles,san francisco,san diego,san antonio,san jose,las vegas,st. louis,st. petersburg,salt lake city,\
         kansas city,oklahoma city,mexico city,rio de janeiro,sao paulo,são paulo,buenos aires,tel aviv,abu dhabi,cape town,\
         kuala lumpur,ho chi minh city,phnom penh,addis ababa,west bank,gaza strip,middle east,latin america,central america,\
         south america,north america,southeast asia,eastern europe,western europe,central asia,silicon valley,wall street,\
         capitol hill,washington d.c.,d.c.,soviet union,persian gulf,south china sea,white plains,long island,staten island,\
         papua new guinea,trinidad and tobago,bosnia and herzegovina,the hague,santa fe,palm beach,ground zero,guantanamo bay",
    ),
    (
        Lists::ORG,
        "white house,supreme court,general motors,general electric,red cross,goldman sachs,morgan stanley,wells fargo,\
         procter & gamble,state department,justice department,united nations,european union,world bank,european commission,\
         security council,house of representatives,house of commons,house of lords,federal reserve,fox news,new york times,\
         the new york times,washington post,wall street journal,associated press,truth social,al jazeera,islamic state,boko haram,\
         al qaeda,tea party,labour party,democratic party,republican party,communist party,secret service,interior ministry,\
         foreign ministry,defence ministry,defense ministry,planned parenthood,black lives matter,manchester united,real madrid",
    ),
    (
        Lists::EVENT_HEAD,
        "world war,world war ii,world war i,cold war,world cup,super bowl,olympic games,brexit,nobel prize,civil war,vietnam war,\
         gulf war,ramadan,christmas,easter,thanksgiving,affordable care act,bill of rights,declaration of independence",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_on_their_lists() {
        assert!(Lists::of("said").any(Lists::SAY));
        assert!(Lists::of("united states").any(Lists::PLACE));
        assert!(Lists::of("marie").any(Lists::FEMALE));
        assert_eq!(Lists::of("wiremill"), Lists::default());
    }

    #[test]
    fn lists_are_lower_case() {
        for word in LISTS.keys() {
            assert_eq!(*word, word.to_lowercase(), "{word:?}");
            assert_eq!(*word, word.trim(), "{word:?}");
        }
    }
}
