//! What is known of single words and fixed phrases, whatever the article: short lists of our own.
//!
//! Keys are lower case. A word can be on several lists.

use foldhash::{HashMap, HashMapExt};
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
        "aaron abdel abdelaziz abdul abdulaziz abdullah abdulrahman abe abel abhishek abraham adam adebayo adel aditya \
         adnan adrian ahmad ahmed ahmet ajay akbar akhilesh akira alain alan alasdair alastair albert aldo alec aled \
         alejandro aleksandr aleksei aleksey alessandro alex alexander alexei alfonso alfred alfredo ali alistair allan \
         allen alois alonso alvaro alvin ambrose amir amit amitabh amjad amos anand anatoly anders andre andreas andrei \
         andrej andrew andriy andrzej andy angel angus anil anthony antoine anton antonio anwar archibald archie ari \
         arif arjun arkady arne arnold artem arthur artur arturo arun arvind asad asger asher ashish ashok ashraf \
         ashwin asif augusto aurelio austin aziz bandar baptiste barack barnaby barney barry bartolomeo bashar bastien \
         ben bengt benito benjamin benny benoit benoît benyamin bernard bernardo bernie bert bertrand bilal bill billy \
         bjarne bjorn björn bob bobby bogdan bohdan boris borislav boyd brad bradford bradley brandon brendan brent \
         brett brian bruce bruno bryan burak byron caleb callum calvin cameron camilo carl carlo carlos carter caspar \
         cecil cedric cem cesar chad charles charlie chester chidi chris christian christof christoph christophe \
         christopher chuck clarence clark claude clayton clement clifford clifton clint clinton clive clyde cole colin \
         connor conor conrad corey cormac cornelius craig cristiano cristobal curt curtis cyril cyrus cédric daisuke \
         dale dalton damian damiano damien damon dan daniel danny dario darius dariusz darnell darrell darren darryl \
         daryl dave david davide dean declan deepak dennis denys derek derrick deshawn desmond detlef dexter dick \
         didier diego dieter dinesh dion dirk dmitri dmitry dmytro domenico dominic don donald donovan doug douglas \
         duane dudley duncan dusan dwayne dwight dylan eamon eamonn earl eckhard ed eddie edgar edmond edmund edmundo \
         edoardo eduardo edward edwin egon ehud einar eirik eli elias elie elijah elliott elmar elmer elton emeka emil \
         emile emiliano emilio emmanuel emmett emre enrique enzo ephraim eric erich erik erling ernest ernesto ernst \
         errol esteban ethan etienne euan eugene evan everett evgeni evgeny evo ewan ezra fabien fabio fabrizio fahad \
         faisal farid farouk fausto fayez federico fedor felipe felix femi ferdinand ferenc fergus fernando fidel \
         filippo finlay finn flavio florentino florian floyd francesco francis francisco franco francois frank franklin \
         franz françois fred frederick friedrich fritz frédéric fumio fyodor gabriel ganesh gareth garrett garry garth \
         gary gaspar gaston gautam gavin gene gennady geoff geoffrey georg george geraint gerald gerard gerardo gerd \
         gerhard germain ghassan giacomo giancarlo gianfranco gianluca gianni gideon gil gilbert gilberto giles gilles \
         giorgio giovanni girish giulio giuseppe glen glenn godfrey gonzalo gopal gordon graeme graham greg gregory \
         grigory grover grzegorz guido guillaume guillermo gunnar gunther gus gustaf gustav gustavo guy gyorgy günther \
         habib hadi haidar hakan hakim hakon hal halvard hamad hamid hamish hamza hank hans harald harish harlan harold \
         haroon harrison harry haruki harvey hassan hatem hector heiko heiner heinrich heinz helge helmut hemant \
         hendrik henning henri henrik henry henryk herb herbert herman herve hervé hideki hideo hiroshi hisham holger \
         homer horace horacio horatio horst hosni howard hubert hugh hugo humberto humphrey hussein huw håkon iain ian \
         ibrahim ichiro ignacio ignazio igor ike ilya imad imran ingmar isaac ismail ismet issa ivan ivar ivo ivor \
         iñigo jacek jack jackson jacob jacques jagdish jair jake jalal jamal james janez janos jared jaroslav jaroslaw \
         jarvis jason jasper javad javier jay jayant jeb jed jeff jeffrey jens jeremiah jeremy jerome jerry jerzy jesse \
         jesus jiang jim jimmy jiri joachim joao joaquin jochen joe joel joerg johan johann johannes john johnny jon \
         jonas jonathan jordan jordi jorge jorgen jose josef joseph josh joshua josé jozef joão juan jude jules julian \
         julio junichiro jurgen justin jörg jürgen kamal kamel kareem karim karl karthik kaspar katsuya kazimierz kazuo \
         keir keisuke keith kelvin kemal ken kenji kenneth kevin khaled khalid khalil kieran kirk kjell klas klaus \
         klemens knut kofi koichi konrad konstantin krishna kristian kristoffer krzysztof kurt kwame kwasi kyle lachlan \
         lalit lance larry lars laszlo laurence laurent lawrence lech lee leif leland leo leon leonard leonardo leonid \
         leopold leroy lester levi lewis liam linus lionel lloyd logan lorenzo lorne lothar louis luc luca lucas lucian \
         luciano lucien ludovic ludwig luigi luis luiz lukas luke luther lyle lyndon maciej madhav magnus mahdi mahesh \
         mahmoud mahmud majid makoto maksim malachi malcolm manfred manish manmohan mansour manuel marc marcel marcello \
         marcelo marco marcos marcus marek mariano mario mark markus marlon marshall martin marvin marwan masahiro \
         masao mason massimo mateusz mathew mathias mathieu matias mats matt matteo matthew matthias matthieu matías \
         maurice mauricio maurizio mauro max maxim maxime maximilian mehdi mehmet melvin mervyn micah michael michel \
         miguel mike mikhail miklos milan miles milorad milos milton miquel miroslav mitch mitchell mitt mohamed \
         mohammad mohammed mohan mohsen moises monty moqtada mordecai morten mortimer moses muammar muhammad mukesh \
         munir murat murray mustafa nabil naftali naoki naoto narendra nasser nate nathan nathaniel naveen nawaz neal \
         ned neil nelson nestor neville nicholas nick nicolas nicolás niels nigel nikita nikolai nils nitin nitish \
         nizar nnamdi noah norbert norberto norman norris nuri octavio olaf ole oleg oleksandr oleksiy oliver olivier \
         olli ollie olusegun omar ondrej orlando orson orville osama oscar oskar osman osvaldo oswald otis otto ove \
         owain owen pablo padraig pankaj paolo pascal pasquale patricio patrick paul pavel pavlo pawel pedro peer pekka \
         per percival percy perry pervez petar pete peter petr petro petter phil philip philippe phillip pier piero \
         pierre piers pietro piotr prabhakar pradeep prakash pranab prashant praveen preston pyotr pål qais qasem \
         quentin quincy radek radoslaw radovan rafael raffaele rahul rainer raj rajeev rajesh rajiv rajnath rakesh ralf \
         ralph ramesh rami ramiro ramon ramzi randall randolph randy ranjit raoul raphael rashid ratko raul ravi ray \
         raymond raúl recep reggie reginald regis reiner reinhard reinhold renato renaud rené reuben rex reynaldo rhys \
         riad ricardo richard rick ricky rishi riyad rob robert roberto roderick rodney rodolfo rodrigo rogelio roger \
         rohit roland rolf romain roman romano ron ronald rory roscoe ross roy ruben rubén rudolph rudy rufus rune \
         rupert ruslan russ russell ryan ryota rémi saad sachin saddam saeb saeed sal salah salim salman salvador \
         salvatore sam sami samir samuel sandro sanjay sanjeev santiago satish satoshi saul sauli scott seamus sean \
         sebastian sebastien sebastián seiji serge sergei sergey sergio serhiy seth shane shaun shigeru shinichi \
         shintaro shinzo shivraj siddharth siegfried sigmar sigmund silas silvio simon sipho slobodan sohail solomon \
         soren spencer stan stanislav stanislaw stanley stefan stefano steinar sten stephane stephen steve steven \
         stewart stu stuart stéphane suleyman sunil suresh svein sven svend syed sylvester sébastien sören süleyman tad \
         tadeusz taha takashi tarek tariq taro tatsuya tayfun tayyip ted tendai terje terrence tetsuya thabo thaddeus \
         themba theo theodore thiago thibaut thierry thilo thomas thorsten thorvald tiago tibor tim timo timothy timur \
         tito titus tobias toby todd tom tomas tomasz tomislav tommy tomás tony tor tore torsten toshiro travis trevor \
         tristan trond troy tushar ty tyler tyrone uday ufuk ugo uhuru ulf uli ulrich ulysses umberto uwe vaclav vadim \
         valdis valentin valerio valery vasily vasyl vernon viacheslav vicente victor vidar vijay vikram viktor vince \
         vincent vincenzo vinod virgil vitaly vito vittorio vivek vlad vladimir vladislav vojislav volker volodymyr \
         vyacheslav václav wade waldemar waleed walid wallace walt walter walther warren wayne wendell werner wesley \
         wieslaw wilbur wilfred wilfrid wilfried wilhelm will william willie winston witold wladyslaw wojciech wolfgang \
         wolfram woodrow wyatt xavier yahya yann yannick yaroslav yasir yasser yasuo yevgeny yitzhak yngve yogesh \
         yoshiaki yoshihide yoshiro yousef youssef yoweri yukio yuri yusuf yutaka yves yván zach zachary zack zaid \
         zakaria zbigniew zdenek zeke ziad zoltan zoran álvaro émile étienne",
    ),
    (
        Lists::FEMALE,
        "abigail ada adriana agatha agnes agnieszka aisha akiko alejandra aleksandra alessandra alexa alexandra \
         alexandria alexis alice alicia alicja alison allison amanda amber amelia amelie amina aminata amy amélie ana \
         anastasia andrea aneta angela angelina angie anita anja anjali anke ann anna anne annette annie antonella anya \
         aoife arlene ashley asma asmaa astrid audrey aurora ava aylin ayse ayumi ayşe barbara barbora bea beata \
         beatrice beatriz becky bella benazir bernadette bertha bess beth bethany betty beverly bianca birgit birgitta \
         blanche bonnie bozena brenda bridget brigitte britta brittany bronwyn brooke caitlin caitlyn camila camille \
         candace cara carla carlotta carly carmen carol carolina caroline carolyn carrie catalina catherine cathy \
         cecilia celeste celia celine cerys chantal charlene charlotte chelsea cheryl chiara chioma chloe christina \
         christine cindy claire clara clarissa claudia colette colleen condoleezza connie constance consuelo cora \
         cordelia courtney cristina crystal cynthia céline dagmar daisy daniela danielle danuta daphne dawn debbie \
         deborah debra deepika deirdre delia della delphine denise diana diane dilma dina dixie dolores donna dora \
         doris dorota dorothea dorothy edith eileen elaine eleanor elena elif elisa elisabetta eliza elizabeth elke \
         ella ellen elodie elsa elsie emanuela emi emilia emily emine emma enid erica erin erna esperanza estela \
         estelle esther ethel eugenia eunice eva evelyn ewa faith farah fatima fatma fay federica felicity fernanda \
         filomena fiona flora florence florencia folake frances francesca francoise françoise frauke freda freya frida \
         gabriela gail galina gayle genevieve geneviève georgia georgina geraldine gerda gertrude gillian gina giorgia \
         giovanna giulia giuliana gladys glenda gloria grace graciela grazyna greta gretchen gro guadalupe gudrun gwen \
         gwendolyn halina hana hanako hanan hanna hannah hanne harriet haruka hatice hazel heather hedda heidi heike \
         helen helena helene helga helle henrietta hilary hilda hilde hildegard hillary holly huda huma hélène ida \
         ifeoma imogen indira ines inga inge ingeborg inger ingrid ingvild inés irene irina iris iryna isabel isabela \
         isabella isabelle ivana ivanka ivy izabela jacinda jacinta jacqueline jadwiga jamila jana jane janet janice \
         janine jasmine jeanne jelena jemima jenna jennifer jenny jessica jill jimena joan joanna joanne jocelyn jodi \
         jodie jolanta josefina josephine josie joy joyce juana judith judy julia juliana julie juliet juliette june \
         justyna jutta kaitlyn kamala kara karen kari karima karin karla katarina katarzyna kate katelyn kateryna \
         katharina katherine kathleen kathryn kathy katie katja katrin katrina katya kavita kay kayla keiko keisha \
         kellyanne kendra kerstin ketanji khadija khadijah kimberly kinga kirsten kirsti kirstin klara krista kristen \
         kristi kristin kristine krystyna ksenia kumiko lakeisha lakshmi lana lara larisa larissa latifa latisha latoya \
         laura lauren layla leah leila lena leona leticia letizia leyla lidia lila lilian lillian lily linda lisa liv \
         liz lois lola lorena loretta lori lorraine lotte lottie louise lourdes lucia luciana lucille lucinda lucrezia \
         lucy lucía ludmila luisa lupe lydia lynda lynne lyudmila mabel madeleine madison mae maeve magali magdalena \
         maggie mahsa maja malala malgorzata mamata mandy manon manuela marcela marcia mareike margaret margarete \
         margarethe margarita margherita margo margot margrethe maria mariam marian mariana marianne marie mariko \
         marilyn marina marine marisa marisol marissa marit mariya marjorie marlene marsha marta martha martina mary \
         maryam marzena maría mathilde matilda matilde maud maude maura maureen mavis maxine mayawati mayumi małgorzata \
         meera megan meghan megumi melania melanie melinda melissa mercedes meredith merve meryem mette mia michela \
         michelle michiko mildred milena millicent millie mindy minnie miranda mireille mirjana moira mollie molly mona \
         monica monika monique montserrat muriel myra myrtle nadezhda nadia nancy naoko naomi narges nasreen nasrin \
         natalia natalie nataliya natalya natasha nathalie neda nele nell nellie ngozi nia niamh nicole nikki nina \
         nirmala nkosazana noelia noelle noemi nomvula nora noreen noriko norma odette odile oksana olena olga olha \
         olivia opal ophelia oprah ornella paige paloma pam pamela paola parisa patricia patrizia patsy patty paula \
         pauline pearl peggy penny petra philippa phoebe phyllis pia pilar pippa polina polly pooja pratibha priscilla \
         priya priyanka prudence rachel radhika raffaella ragnhild raisa rania raquel rebecca regina reiko rekha renate \
         renee rhonda rikke rita roberta rocio rocío ronja rosa rosalia rosalind rosalyn rosamund rose rosemary rowena \
         roxanne ruby ruth sabine sabrina sachiko sadie sally salma samantha samira sanae sandra sandrine sangeeta sara \
         sarah saskia satoko segolene selena selin selma serena shalini sharon shauna sheikha sheila shelley sheryl \
         shireen shirin shirley sienna signe sigrid silke silvana silvia simona simone sinead siobhan siri smriti sofia \
         solange soledad solveig sonia sophia sophie soraya stacey stefania stella stephanie sue sunita susan susana \
         susanna sushma suzanne suzy svenja svetlana sviatlana swati sylvia sylvie ségolène tabitha tamara tamika tammy \
         tanya tara tatiana tatyana teodora teresa tess tessa thandi thelma theresa thérèse tiffany tilda tina tomoko \
         tove tracey trine trisha trudy tulsi ulla ulrike una ursula urszula usha uta ute valentina valeria valerie \
         vandana vanessa vasundhara vera verity veronica veronique vesna vibeke vicki vicky victoria viktoria violet \
         virginia virginie vivian viviana véronique wanda wangari wendy whitney wiebke winifred winnie ximena yana \
         yasmeen yasmin yasmine yekaterina yelena yevgenia ylva yoko yolanda yoshiko yuko yulia yuriko yvette yvonne \
         zahra zainab zara zelda zeynep zodwa zoe zofia zuzana zuzanna",
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
        "inc inc. corp corp. co co. ltd ltd. llc lp l.p. plc ag gmbh llp s.a. n.v. pac bros. & fc pty spa",
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
