//! What given names and the other parts of a person's name tell of men and women: the lists of the lexicon, the same names
//! without accents, and names of more of the world. Only names that nearly always tell are here.

use super::lexicon::Lists;
use super::nouns::Gender;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Returns the gender that a given name tells: in small letters and without accents, with the lists that its word is on.
pub fn gender_of_given(folded: &str, lists: Lists) -> Gender {
    let told = of_lists(lists);
    if told != Gender::Unknown || lists.any(Lists::FIRST_NAME) {
        return told;
    }
    let told = of_lists(Lists::of(folded));
    if told != Gender::Unknown {
        return told;
    }
    let told = GIVEN.get(folded).copied().unwrap_or_default();
    match folded.split_once('-') {
        // "Anne-Marie"
        Some((first, _)) if told == Gender::Unknown && !first.is_empty() => {
            gender_of_given(first, Lists::of(first))
        }
        _ => told,
    }
}

/// Says whether a given name, in small letters and without accents, is borne by many men and women, whatever the lists say.
pub fn is_unisex(folded: &str) -> bool {
    const NAMES: [&str; 62] = [
        "alex",
        "andrea",
        "angel",
        "ariel",
        "ashley",
        "beverly",
        "billie",
        "billy",
        "bobby",
        "cameron",
        "carmen",
        "carol",
        "casey",
        "charlie",
        "chris",
        "claude",
        "courtney",
        "dale",
        "daniele",
        "dana",
        "dominique",
        "drew",
        "evelyn",
        "florence",
        "francis",
        "gabriele",
        "gale",
        "glenn",
        "hilary",
        "jackie",
        "jamie",
        "jean",
        "jessie",
        "jordan",
        "joyce",
        "jude",
        "jules",
        "kelly",
        "kerry",
        "kim",
        "lee",
        "leslie",
        "lindsay",
        "logan",
        "lynn",
        "marion",
        "max",
        "michele",
        "nicola",
        "nikita",
        "ollie",
        "robin",
        "sacha",
        "sam",
        "sasha",
        "shannon",
        "shirley",
        "sidney",
        "simone",
        "sydney",
        "tyler",
        "vivian",
    ];
    NAMES.contains(&folded)
}

/// Returns the gender that a later part of a name tells, in small letters and without accents: "bin", "Petrova", "Jónsdóttir".
pub fn gender_of_part(folded: &str) -> Gender {
    const WOMEN: [&str; 7] = ["skaya", "ska", "ova", "dottir", "ovna", "evna", "siene"];
    match folded {
        "bin" | "ibn" => Gender::Male,
        "binti" | "bint" | "binte" | "umm" | "kaur" => Gender::Female,
        _ if folded.len() > 5 && (folded.ends_with("ovich") || folded.ends_with("evich")) => Gender::Male,
        "casanova" | "villanova" | "cordova" | "genova" | "canova" | "alaska" | "nebraska" => Gender::Unknown,
        _ if folded.len() > 5 && WOMEN.iter().any(|end| folded.ends_with(end)) => Gender::Female,
        _ => Gender::Unknown,
    }
}

fn of_lists(lists: Lists) -> Gender {
    match (lists.any(Lists::MALE), lists.any(Lists::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

static GIVEN: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let men = MEN.split_ascii_whitespace().map(|name| (name, Gender::Male));
    let women = WOMEN.split_ascii_whitespace().map(|name| (name, Gender::Female));
    men.chain(women).collect()
});

const MEN: &str = "\
    abbas abdi abdirahman abdou abdoulaye abdukadir abdullahi abebe abhijit abiy aboubacar achim achmad adolfo adri \
    afonso agus ahti aimo akhil akio aksel alaa albano albin aleksandar alfie aliaksandr alioune almir alok alphonse \
    amadou amarjit amarjot ambrogio amilcar andile andris andrius angelos anibal ansgar antero anthimos antti apostolos \
    archil arild armando armin arno arsen arseniy artan arvid arvo aryan asen asier atle atsushi aurelien avraham axel \
    ayub azim azmi babajide bakary balazs baldev balthazar barend bartosz bashir basil bassam bastian bayani behrouz \
    bekzod benedict benedikt benigno bernd bertie bertram bhupesh bikram bishnu bjoern boaz bojan boniface borja \
    branislav branko brendon budi bunyamin burkhard caetano cai caoimhin casimiro cathal celso chaim chaminda \
    chandrashekhar charalambos charbel cheikh chetan chima chinedu chinua chukwudi chukwuemeka chukwuma cian ciaran \
    cillian ciro claes claudiu cliff colm conall constantin cornel cosmin costas crispin csaba cuthbert dacian daichi \
    daigo daithi damir daoud daulet davit dawid dawood dermot detlev dhananjay dharmendra diarmuid didrik digby dilip \
    dimitar dimitri dimitrios dimitris dinko djibril donal donncha donnell dorin dougal dragan dragoslav drazen duarte \
    dumitru eberhard eduard eduards efraim egil eitan ejike elvin emin emlyn emmerson emomali emrys enda enver eoghan \
    eoin ercan erdem erkki erlend ermias ernests esa eugen eusebio eustace evangelos evaristo ezequiel fabrice fadi fahd \
    farhad farhan faris fatih faustino fearghal felice fergal fethi fikret finbarr fintan fionn firas fraser freddie \
    fredrik friedhelm fuad gabor gaetano gavril geert gennaro georgi georgios georgs gerrit gheorghe ghislain gianmarco \
    gilad gintaras giorgi giorgos girma gjergj gjorge godwin goncalo gopalakrishnan goran gorden goro gregor gregorio \
    grenville grigorios gualtiero gudmundur gunter guntis gustavs gwilym haakon hachim haile hailemariam haji hamdi \
    hans-georg hans-peter harbhajan hardik hariri haris harm hassanal hayato heikki hemi henk heorhiy heriberto hermann \
    hilario hirofumi hiroki hone hossein hovhannes hrvoje hugues husam huseyin hyacinthe iacopo iakovos idris idriss \
    ievgen ihor ikechukwu ilham ilias ilkka illia ilyas indrajit ingolf innes ioannis ion ionut iosif irakli irfan \
    isidro iskandar ismael istvan itamar itay ivaylo iwan jaakko jaan jacinto jae-hwan jahangir jakub jan-erik jan-peter \
    janis jannis janusz jari jarmo javid jean-baptiste jean-claude jean-francois jean-jacques jean-louis jean-luc \
    jean-marc jean-michel jean-paul jean-philippe jean-pierre jean-yves jeroen jesper jethro jock joko joost joris jorma \
    josip jovan jozsef juhani jukka juraj jurgis juris jussi kaarlo kacper kaiser kalle kalyan kamran kapil karol karoly \
    kartik kazuhiro kazuki kazuya kees kekoa kelechi kemar kenan kendrick kennet kenta kenzo keshav kestutis keval \
    kevork khurram kimmo kipchoge kiril kirill klaas kobina koen koffi kohei kojo kostas kostiantyn kourosh krisjanis \
    kristaps krister kristjan kristof kuldeep kuniaki kunihiko kwabena kwadwo kwaku kweku kyriakos kyrylo laci ladislav \
    lajos lasha lassana lassi laurentiu lauri laurynas lazar lazaro leandro leos levan levon libor linas lluis llyr \
    lodewijk loic lorcan lorenz lovro lucio lucjan ludek lukasz lutz maarten mads magne mahathir mahinda mahmood maksym \
    malachy malik mamadou manabu mandla manoj manolis manuk marijan marinus maris mariusz markku marko martti martynas \
    masashi masato masud matej mathijs mato matti mattia maurits medhat mengistu merab michail michal mickael mihai \
    mihail mihaly mihkel mikael mikel mikko mindaugas miodrag mircea mirko mirza mitsuhiro mkhitar moctar modibo mohd \
    mojtaba momodou moshe moussa moustapha mubarak muhammadu mulugeta mungo murad murali murdo murtaza musa mustapha \
    mykhailo mykola naguib naing najib narayan nasir nathanael nazim nebojsa nedim nenad ngugi niall nicolae nicolai nik \
    nikol nikola nikos nilo nimal ninoslav niranjan nobuo nobuyuki norodom nuno nursultan obadiah obafemi obinna \
    octavian odhiambo ognjen oisin okan okello olav oliviero olof olufemi omer onur onyeka orhan oriol orkhan osei \
    otakar ottavio ousmane oyvind ozan paavo pal panagiotis paraskevas parth pascual patrik paulo paulus pavol pawan \
    peder pedrag pelle pepijn per-olof peregrine petri petros petteri phelim piet pieter plamen polad prabowo prachanda \
    predrag prem priit pritam qasim quim rachid radim radu rafal raghav raghuram raimo raimonds raimund raimundo rainier \
    raivis rajan rajendra rajinder ramachandra ramadan ramaswamy ramazan ramin rangga ranil ranulph rasheed rasmus rauf \
    ravindra redouane reijo reimar reinis reza ricardas riccardo rihards roald robbert roch roelof rogerio rohan rokas \
    ronan rotimi ruairi ruaridh rudolf rustam rustem ruud ryuichi saburo sadiq sadyr saidu saif sakari salem salif samad \
    samer samson sandeep sander sando sandor sanju santosh satya saud savvas sebastiao sedat segun seif seiichi sekou \
    seku selim selwyn semisi sepp serdar seretse sergi serik servaas servet seyed shafiq shahbaz shahid shaukat shavkat \
    shehbaz shigeki shiv shivam shlomo shoaib shohei shota shravan sibiri sibusiso sidi sigurd sigurdur simas simeon \
    sione siphiwe sivakumar sjoerd slavko snorri sorin soumaila spyridon spyros sreten stanko stefanos stefanus \
    steingrimur stelios stellan stig stipe stjepan stoyan sudhir sukarno sulaiman suleiman sundar surendra susilo \
    suvendu sven-erik szymon tadashi tadej tahir taisto taivo takeo takeshi takuma takumi talal tane taner tapio taras \
    tarmo tarquin tashi tatsuo tauno teddy tedros teemu terence teuvo thanasis thanos theodor theodoros thierno thijs \
    thomaz thorbjorn tigran tihomir tiit tijani timi tjeerd toivo toomas torbjorn torgeir torkel torleif tormod torstein \
    toru toshio tsvetan tuncay tuomas tupou tymofiy tytus ubaldo udo ugur uldis ulises umar umaru umit unai uros urs \
    usman vahid vaino valdemar valentino valeriy vangelis vasil vasile vasilis vassilis veiko veli velimir venkat \
    venkatesh venkatraman vikas viljami ville vilmos viorel virgilijus visvaldis vitali vitalii vitalij vitalijs vitor \
    vladan vladas vladimirs vladislavs vlado vlastimil vojtech volodimir vsevolod vuk vyron wael wafula wahid walder \
    waldo waqar wasim wiebe wieland wim wiremu witek wlodzimierz wouter xabier yacine yahaya yakov yakubu yanis yannis \
    yaron yaw yehuda yerlan yevhen yiannis yohannes yonas yoshinori yoshio yosuke yunus yuriy yuta zafar zaheer zahid \
    zakir zaven zdravko zeev zeljko zenon zhivko ziyad zlatan zlatko zsolt zulkifli zurab zvonimir zygmunt";

const WOMEN: &str = "\
    aafke aaliyah abena abeni abosede achieng adaeze adaora adele adelheid adeline adina adjoua adwoa afaf afua agata \
    agathe agnese agneta agrippina ahlam aigul aija aikaterini aileen aino aissatou aiste aizhan akosua alba albertine \
    aleida alena alenka aleta alexandrina alfreda aliaa alina aline alisa alisha alissa aliya aliyah alla alma alona \
    althea alva alzbeta amaia amaka amalia amalie amandine amani amara amaya amel amira amparo amra anahid anahit anais \
    anastazja ancuta andrada anett angelica angelika angeliki angelique ania anika aniko anina anisa anissa anjelica \
    anna-lena anna-maria annabel annegret anneke annelies anneliese annemarie annika annukka anouk anoush antje antonia \
    antonietta antonina anu anuradha anushka aparna apolonia april arantxa ariadne ariana ariane arja armelle aroha \
    aruna arzu asha ashanti asiya aslaug asli assia assunta asta asuncion asya athena aud aude augusta aukse aurelia \
    aurelie aurore ayesha aygul aygun aynur azadeh aziza azra babette bahar bayan beatrix begona begum belen belinda \
    bente berit bernice beryl bessie betina betsy bettina biljana bintou birgitte birte biruta bjork blanka bodil \
    bogumila bojana bolanle bozhena branka branwen brenna brianna bridie brigid brigida brigita britt britt-marie \
    bronagh bronislava bruna brunhilde bukola burcu buthaina candice caoimhe carina carlene carme carolien cassandra \
    caterina cathrine catrin catriona cecile cecilie celina cemile chandrika charlize charmaine chebet chiamaka chidinma \
    chizoba chrissy christa christel christiane christianne christin chrysoula ciara cinzia ciska clarice clarisse \
    claudine clemence clementine cleo clotilde coleen concha conchita corazon corina corine corinna corinne cornelia \
    corrie cristiana daina dainora dalal dalia danica danijela danita danute daria darina darja darlene dasha dayana \
    deanna deena deepa delfina delores delyth demelza denisa dervla despina devi dewi dilara dilnoza dilrukshi dilys \
    dinara dita diya djamila dobrila dolly dominika doreen doriane dorien dorit dorte dragana drusilla dubravka dunja \
    dusanka edda edeltraud edna edwige edyta effie efua eija eiko eilidh eimear ekaterina elaheh elda eleftheria eleni \
    eleonora eleonore elfriede elham eliane elin elina elisabet elisabeth elisavet elise eliska elissa elle ellie eloise \
    elvira elzbieta emiko emmanuelle emmeline encarnacion eniko enrica erika erlinda ermelinda erzsebet esma esme \
    esmeralda esra estefania estrella etelka eteri eudora eulalia euphemia evangelia evelien evelina evelyne evgenia evi \
    evie ewelina eylem fabienne fabiola fadila fadwa fahima faith faiza fanny farida farzana fatemeh fathia fatiha \
    fatime fatou fatoumata fatuma faustina fawzia feena felicia felicitas femke fereshteh fernande ffion filippa filiz \
    fionnuala firoozeh flavia flavie fleur florine folasade fotini franca franciska franziska frederike fredrika fukuko \
    fumiko funmi gabriella gabrielle galit galyna gamze garance gemma genoveva georgette georgiana geraldina germaine \
    gertrud ghada ghislaine giada gianna gilda ginette ginevra gisela gisele giselle gita gitta gitte giuseppina glenys \
    golnaz gozde gracie grainne grazia graziella greetje grete gry gudlaug gudny guenievre guiomar gulay gulnara gulsen \
    gulsum gundula guro gwendolen gwenllian gwyneth hafsa haifa haja hala haldis haley halima halimah halyna hamida \
    hannele hannelore hansa harleen harumi hasina hasmik hattie hauwa haya hayat heba hebe hege heidrun heini heleen \
    heli hella heloise helvi hema hennie hermine hermione herta hester hettie hetty hidayet hildur hilkka hinemoa \
    hiranya hirut hisako hodan honor honoria honorine hope hortense huguette hulya humaira hyacinth ianthe ieva ifrah \
    ikram ilana ilaria ildiko ileana ilektra ilinca ilka illeana ilona ilse ilze imane imelda ina inara inbal ineke \
    ingela ingibjorg ingrida inka inna inta ioana iolanda iona ione ioulia iphigenia iqra irena irenka irma irmgard \
    isadora isaura isha isla isobel isolde itzel iulia ivalo ivona iwona izabella jaana jacintha jaclyn jadranka jamilah \
    jamileh janetta janette janica janina janka janna jantine jarmila jaroslava jasmin jasmina jasna jayanthi jayne \
    jeannette jeannie jeannine jelisaveta jenni jennie jette jitka joana joelle johanna johanne joke jolien jordana \
    jorunn josefa josefine josephina josette josipa jovana judit judite juliane julianne julienne junko jurate jussara \
    kaia kaisa kaitlin kaja kajsa kalina kalliope kalpana kalthoum kamila kanae kanako karola karoliina karolina \
    karoline katalin katariina katerina katharine kathrin kathrine katinka katri katrien katrine katsiaryna katty katy \
    kaylee kazuko keira kelsey ketevan keti khadijatou khalida kiersten kiki kiona kiri kirstie kirsty kitty klaudia \
    klavdia konstantina koraljka koula kristiina kristina kristyna kylie kyoko kyra laila laine lale laleh lalita lama \
    lamia larysa lata lauriane lavinia lea leanne leda leilani leire lela lelia leni lenka lenore leocadia leokadia \
    leonie leonor leonora leopoldine lesia lesley lesya leta lettice lettie liana lidija lieke lien liesbeth liesel \
    liezel ligia liina liisa lilah lilia liliana liliane lilija lilith lilja lilli lina lindiwe linnea lioba lisbet \
    lisbeth lise lisette liudmila liudmyla livia liza ljiljana ljubica ljudmila llinos lolita loredana loreen lorelei \
    lorna lotta loubna louisa lubna lucette lucie lucienne lucija lucyna ludivine ludovica luise luiza lusine luz lydie \
    lynette lynsey lyubov lyudmyla macarena madelaine mafalda magda magdolna maha mahbooba mahnaz maia maija maike maire \
    mairead maisie maite majda malak malalai malena malgosia maliha malika malin malou malwina manal mandira manisha \
    manju mara maren marfa marga margaretha margaretta margaux margreet marguerite mariama mariamne mariannne marica \
    maricel marichu mariella marielle marietta mariette marija marijana marijke marika marilena marilou marilyne \
    marinela marinette maritza marja marjatta marketa marleen marlena marlies marte martine martyna maryanne maryna \
    maryse marzia masako masooma matea matylda mavourneen mayra mechthild meenakshi megawati mehnaz mehri meike meirav \
    mele melek melike melisa melita mengly mercy mererid meseret meta michaela michaella micheline midori mieke mietta \
    mihaela miho miia milagros milana milca mileva milica milka milla mimi min-ji mina minako minna minoo mirabel miral \
    mireia mirela miren miri miriam mirja mirka mirna miroslava miryam misako mitra mitsuko miyako miyuki mojca morag \
    morgane moria morwenna mozhgan mumtaz muna munira munkhtuya myfanwy myriam myrna myrto nada nadege nadine nadira \
    nadja naheed nahid naima najat najla najma najwa naledi nalini namrata nana-ama nandini nanette narelle nargis \
    nastassja natacha natalija natalka natasa natascha nathaly natsuko nawal nayeli nazanin nazli neela neelam neetu \
    neha nehama neide nelly nena nerea nereida nerys nesrin netta neus nevena nicolette nieves nika nikoletta nikolina \
    nilam nilgun nilofar niloufar nilufar nilufer nino nirupama nisha nita nives nobuko noeleen noelene noha nokuthula \
    nolwenn nomsa nona norah noura nuala nuria nurul nyambura nyree oana octavia odalys oddny ofelia ogechi okky olesya \
    olfa olimpia olive olivera olwen onyinye oonagh orietta orla orlaith orly orsolya ottilie ottoline oumou ozlem paivi \
    palesa palmira pamella pamina panna paraskevi parvati parveen pascale pascaline patrycja paulette paulina pavla \
    pavlina peigi pelagia penelope perla pernilla pernille perpetua persis petronella philomena pierrette piroska pleun \
    ploy pnina prerna primrose prisca priti puan purnima quiteria rachael rachelle rada radmila rafaela raffaela rahel \
    raili raimonda rajni rakel ramona ramune rana rani ranjana rasa rasha raula rayhana razia rebeca rebeka reem regine \
    reina reka remedios rena renata reneta resi reyhan rhian rhiannon rhoda ria ricarda riikka rika rima rina risa ritu \
    ritva riva rivka roisin romina romy rona ronit roos roosmarijn rosalie rosamaria rosana rosanna rosanne rosaria \
    roseline rosetta rosie rosina rosita roswitha roula rovshana roxana roya rozalia rozenn ruchi rudo rukhsana rukmini \
    rumana rupa rusudan ruta ruza saadia sabiha sabina sabra sadaf sadhana sadia safaa safia safiya sahar saira sajida \
    sakina sakshi sakura salha saliha salome salote saltanat samia samina sanela sanja sanna sannah sanne saoirse saori \
    sapna sari sarika saroja sarojini satu saule savitri sayaka seda seema seija selina selja senait senka serap seren \
    serpil setareh sevda sevgi sevil shabana shabnam shafiqa shahida shahnaz shaima shaimaa shaista shakira shanice \
    shanthi shazia sheema sheena shefali shelagh sherin sherri shiho shilpa shiori shivani shobha shoshana shoshanna \
    shreya shruti shukria sian sibel sibylle sidonie sieglinde sigridur sigrun sigurbjorg siiri sila silja sille silvija \
    silvina sindy sini sinikka sirje sirkka siv sive smita sneha snezana snezhana sofie sofija sofya solene solrun sonja \
    sophonie sorcha souad soumaya stanislava stanka stasia stavroula stefanie steffi stina stine stoyanka suad subha \
    suchitra sudha suhasini sujata sumaya susannah susie suvi suzana svanhild svetla svitlana sybil syeda sylva sylvi \
    sylwia szilvia tabea tahira tahmina tahmineh taimi taina takako tale tamar tamsin tamta tania tanisha tanja tansu \
    tapati taraneh tarja taslima tasnim tatjana tawakkol tayba tekla telma tereza terezia terezija terttu teruko tetiana \
    tetyana teuila thais thandiwe thea thembi theodora theresia thi thiri thora thorunn thuli tiina tilly timea tinatin \
    tirzah tiziana tjasa tomoe tonje tora tordis torill torunn traute treasa tsigist tsitsi tuija tullia tuula tuva \
    tuyet twyla uljana ulyana undine ursulina valborg valda valeriya valgerdur valquiria vanda varvara vasiliki vasilisa \
    velia velma venetia verena verica verona veronika vessela vicenta vida vidya viera vigdis viktorija vilhelmina vilma \
    vineeta viola violeta violetta virginija vivi vivienne vjosa wafa waltraud wanjiku wanjiru warda weronika wieslawa \
    wilhelmina wilma wioletta xanthe xenia xiomara yael yagmur yaiza yamileth yamina yanira yara yardena yetunde yildiz \
    yoana yocheved yolande yuka yukari yukiko yuliia yulimar yuliya yumi yumiko yvaine zadie zaha zahida zaina zaira \
    zakia zaklina zala zarina zdenka zdzislawa zehra zeinab zena zenaida zeta zhanna zhivka zilla zinaida zita zlata \
    zohra zora zorica zoya zsofia zsuzsa zsuzsanna zubaida zuleikha zulema zuzka";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_tell() {
        for (name, gender) in [
            ("peter", Gender::Male),
            ("zoltan", Gender::Male),
            ("fatoumata", Gender::Female),
            ("wiremu", Gender::Male),
            ("kim", Gender::Unknown),
            ("xari", Gender::Unknown),
        ] {
            assert_eq!(gender_of_given(name, Lists::of(name)), gender, "{name}");
        }
    }

    #[test]
    fn no_name_is_on_both_lists() {
        for name in MEN.split_ascii_whitespace() {
            let both = WOMEN.split_ascii_whitespace().any(|other| other == name);
            assert!(!both && !Lists::of(name).any(Lists::FEMALE), "{name}");
        }
        for name in WOMEN.split_ascii_whitespace() {
            assert!(!Lists::of(name).any(Lists::MALE), "{name}");
        }
    }

    #[test]
    fn later_parts_tell() {
        for (part, gender) in [
            ("petrova", Gender::Female),
            ("casanova", Gender::Unknown),
            ("jonsdottir", Gender::Female),
            ("vladimirovich", Gender::Male),
            ("bin", Gender::Male),
            ("nova", Gender::Unknown),
        ] {
            assert_eq!(gender_of_part(part), gender, "{part}");
        }
    }
}
