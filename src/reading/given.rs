//! What given names and the other parts of a person's name tell of men and women: the lists of the lexicon, the same names
//! without accents, and names of more of the world. Only names that nearly always tell are here.

use super::lexicon::Lists;
use super::nouns::Gender;
use foldhash::HashMap;
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
        "alex", "andrea", "angel", "ariel", "ashley", "beverly", "billie", "billy", "bobby", "cameron",
        "carmen", "carol", "casey", "charlie", "chris", "claude", "courtney", "dale", "daniele", "dana",
        "dominique", "drew", "evelyn", "florence", "francis", "gabriele", "gale", "glenn", "hilary",
        "jackie", "jamie", "jean", "jessie", "jordan", "joyce", "jude", "jules", "kelly", "kerry", "kim",
        "lee", "leslie", "lindsay", "logan", "lynn", "marion", "max", "michele", "nicola", "nikita", "ollie",
        "robin", "sacha", "sam", "sasha", "shannon", "shirley", "sidney", "simone", "sydney", "tyler",
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
    afonso aftab agus ahti aimo akeem akhil akio aksel alaa albano albin aleksandar alfie aliaksandr alioune \
    almazbek almir alok alphonse amadou amarjit amarjot ambrogio amilcar anatoliy andile andris andrius angelos \
    anibal anies ansgar antero anthimos antti anura anutin anwarul apostolos archil arild armando armin arno arsen \
    arseniy artan arvid arvo aryan asen asier atle atsushi aurelien avraham axel ayub azim azmi babajide babar \
    babatunde bakary bakhtiyor balazs baldev balthazar bambang barend bartosz bashir basil bassam bastian bayani \
    behrouz bekzod benedict benedikt benigno bernd bertie bertram bhupesh bikram bilawal bishnu bjoern boaz boguslaw \
    bojan bolot bongani bongbong boniface borin borja boyko brady brahim branislav branko brendon budi bunyamin \
    burkhard caetano cai caoimhin casimiro cathal celso cengiz chaim chaiwat chaminda chandrababu chandrashekhar \
    charalambos charbel charlot cheikh chetan chima chinedu chinua chukwudi chukwuemeka chukwuma cian ciaran cillian \
    ciro claes claudiu cliff colm conall constantin cornel cosmin costas crisanto crispin csaba cuthbert czeslaw \
    dacian daichi daigo daithi damir daoud dapo daulet davit dawid dawit dawood deandre delroy delyan demeke \
    demetrius denis dermot deshaun detlev dhananjay dharmendra diarmuid didrik digby dilip dimitar dimitri dimitrios \
    dimitris dinko djibril donal donncha donnell dorin dougal dragan dragoslav drazen driss duarte dumitru eberhard \
    ebo ebrahim edson eduard eduards efraim egil eitan ejike ekrem elon elvin emin emlyn emmerson emomali emrys enda \
    enver eoghan eoin ercan erdem erkki erlend ermias ernests esa eugen eusebio eustace evangelos evaristo ezequiel \
    fabrice fadi fahd farhad farhan faris farrukh fatih faustino fearghal felice fergal fethi fikile fikret filimoni \
    finbarr fintan fionn firas florencio fraser freddie frederic fredrik friedhelm fuad gabor gaetano ganjar gavril \
    gebran geert gennaro georgi georgios georgs gergely gerrit getachew gheorghe ghislain gianmarco gibran gilad \
    gintaras giorgi giorgos girma gjergj gjorge godfred godswill godwin goncalo gopalakrishnan goran gorden goro \
    gosta gotabaya gregor gregorio grenville grigorios gualtiero guangming gudmundur gunter guntis gurpreet \
    gustavs gwede gwilym haakon hachim hafizur haile hailemariam haji hamdi hans-georg hans-peter harbhajan hardik \
    hariri haris harm haruto hassanal hayato heikki hemi henk heorhiy heriberto hermann hicham hilario hirofumi \
    hiroki hone hossein hovhannes hristo hrvoje htoo hugues husam huseyin hyacinthe iacopo iakovos idris idriss \
    ievgen ifeanyi iftikhar ihor ikechukwu ilham ilias ilkka illia ilyas indrajit ingolf inia innes ioannis ion \
    ionut iosif irakli irfan isaiah ishaq isidro iskandar ismael istvan itamar itay ivaylo iwan jaakko jaan jabu \
    jacinto jae-hwan jagan jahangir jakub jan-erik jan-peter janis jannis janusz jaquan jari jarmo jasur javed javid \
    jaylen jean-baptiste jean-claude jean-francois jean-jacques jean-louis jean-luc jean-marc jean-michel jean-paul \
    jean-philippe jean-pierre jean-yves jeroen jesper jethro jianguo jinping joaquim jock joko jonah joost joris \
    jorma josip jotham jovan jozsef juhani jukka juraj jurgis juris jussi kaarlo kacper kaiser kalle kalyan kamau \
    kamran kapil karol karoly kartik kassym kayode kazuhiro kazuki kazuya kees kekoa kelechi kemar kenan kendrick \
    kennet kenta kenzo keshav kestutis keval kevork khawaja khurram kimi kimmo kipchoge kipchumba kipkemboi \
    kiprotich kiril kirill klaas kobina koen koffi kohei kojo kostas kostiantyn kourosh krasimir krisjanis kristaps \
    krister kristjan kristof kuldeep kuniaki kunihiko kwabena kwadwo kwaku kweku kyriakos kyrylo laci ladislav lajos \
    lamar lando lasha lassana lassi laurentiu lauri laurynas lazar lazaro leandro leos leszek levan levon libor \
    linas lluis llyr lodewijk loic lorcan lorenz lovro lucio lucjan ludek lukasz lutz lwazi maarten mads magne \
    mahathir mahfuz mahinda mahmood maksym malachy malik mamadou manabu manasa mandla manoj manolis mansur manuk \
    marijan marinus maris mariusz markku marko marthen martti martynas masashi masato masoud masud matej mathijs \
    mato matti mattia maurits medhat mengistu merab michail michal mickael mieczyslaw mihai mihail mihaly mihkel \
    mikael mikel mikko mindaugas miodrag mircea mirko mirza mitsuhiro mkhitar moctar modibo mohammad-javad mohd \
    mohsin moise mojtaba momodou morris moshe mounir moussa moustapha mubarak muhammadu muharrem mulugeta mungo \
    murad murali murdo murtaza musa mustapha mwangi mykhailo mykola nabih naguib naing najib narayan naresh naseem \
    nasir nathanael nawaf nazim nebojsa nedelcho nedim nenad ngugi niall nico nicolae nicolai nik nikol nikola nikos \
    nilo nimal ninoslav niranjan njoroge nkosinathi nobuo nobuyuki norodom nuno nurlan nursultan obadiah obafemi \
    obaidul obinna ochieng octavian odhiambo ognjen oisin okan okello olav oliviero ollanta olof olufemi omer onur \
    onyeka orhan oriol orkhan osea osei otabek otakar ottavio ousmane oyvind ozan ozgur paavo padraic pal panagiotis \
    paraskevas parth pascual patrik paulo paulus pavol pawan peder pedrag pelle pepijn per-olof peregrine petri \
    petros petteri phelim piet pieter plamen polad prabowo prachanda prayut predrag prem priit pritam przemyslaw \
    qasim quim rachid radim radu rafal rafe rafiqul raghav raghuram raimo raimonds raimund raimundo rainier raivis \
    rajan rajendra rajinder ramachandra ramadan ramaswamy ramazan ramin rangga ranil ranulph rasheed rasmus rauf \
    ravindra redouane reijo reimar reinis reza ricardas riccardo richmond rigathi rihards roald robbert roch roelof \
    rogerio rohan rokas ronan rotimi ruairi ruaridh rudolf rustam rustem ruud ryuichi saburo sadiq sadyr saidu saif \
    sajith sakari salem salif samad samer samson sandeep sander sando sandor sanju santosh satya saud savvas \
    sebastiao sedat segun seif seiichi sekou seku selahattin selim selwyn semisi sepp serdar seretse sergi serik \
    servaas servet seyed shafiq shafiqur shahbaz shaheryar shahid shaukat shavkat shehbaz sherzod shigeki shiv \
    shivam shlomo shoaib shohei shota shravan sibiri sibusiso sidi sigurd sigurdur simas simeon sione siphiwe \
    sitiveni sivakumar sjoerd slavko slawomir snorri sokha somchai sorin sota soumaila spyridon spyros sreten stanko \
    stefanos stefanus steingrimur stelios stellan stig stipe stjepan stoyan sudhir sukarno sulaiman suleiman sundar \
    suren surendra susilo suvendu sven-erik szymon tadashi tadej tadesse tage tahir taisto taivo takeo takeshi \
    takuma takumi talal tane taner tapio taras tarique tarmo tarquin tashi tatsuo tauno teddy tedros teemu tejashwi \
    terence terrell tesfaye teuvo thaksin thanasis thanos thein theodor theodoros thierno thijs thomaz thorbjorn \
    tigran tihomir tiit tijani timi timoci tjeerd toivo toomas torbjorn torgeir torkel torleif tormod torstein toru \
    toshio tsvetan tuncay tunde tuomas tupou tymofiy tyrell tytus ubaldo udo ugur uldis ulises umar umaru umit unai \
    uros urs usman vadym vahid vaino valdemar valentino valeriy valtteri vangelis vasil vasile vasilis vassilis \
    veiko veli velimir venkat venkatesh venkatraman vikas viliame viljami ville vilmos viorel virat virgilijus \
    vishal visvaldis vitali vitalii vitalij vitalijs vitor vladan vladas vladimirs vladislavs vlado vlastimil \
    vojtech volodimir vsevolod vuk vyron wael wafula wahid walder waldo wanyonyi waqar wasim wei-ming weimin weiming \
    wiebe wieland wim wiremu witek wlodzimierz wouter xabier yacine yahaya yakov yakubu yanis yannis yaron yaw \
    yehuda yerlan yevhen yiannis yohannes yonas yoshinori yoshio yosuke yunus yuriy yuta yuto yves-francois zafar \
    zafarullah zaheer zahid zakir zaven zdravko zdzislaw zeev zeljko zenon zhiqiang zhivko ziaur ziyad zlatan zlatko \
    zsolt zulfiqar zulkifli zurab zvonimir zygmunt";

const WOMEN: &str = "\
    aafke aaliyah abena abeni abike abosede achieng adaeze adaora adele adelheid adeline adina adjoua adwoa afaf \
    afua agata agathe agnese agneta agrippina ahlam aicha aigul aija aikaterini aileen aino ainura aissatou aiste \
    aizada aizhan akinyi akosua akua alba albertine aleida alena alenka aleta alexandrina alfreda aliaa alina aline \
    alisa alisha alissa aliya aliyah alla alma alona althea alva alzbeta amaia amaka amalia amalie amandine amani \
    amara amaya amel amira amparo amra anahid anahit anais anastazja ancuta andrada anett angelica angelika angeliki \
    angelique ania anika aniko anina anisa anissa anjelica anna-lena anna-maria annabel annegret anneke annelies \
    anneliese annemarie annika annukka anouk anoush antje antoinette antonia antonietta antonina anu anuradha \
    anushka aparna apolonia april arantxa ariadne ariana ariane arja armelle aroha aruna arzu asha ashanti asiya \
    aslaug asli assia assunta asta asuncion asya athena atieno aud aude augusta aukse aurelia aurelie aurore ayesha \
    aygul aygun aynur azadeh aziza azra babette bahar bayan beatrix begona begum belen belinda bente berit bernice \
    beryl bessie betina betsy bettina biljana bintou birgitte birte birtukan biruta bjork blanka bodil bogumila \
    bojana bolanle bozhena branka branwen brenna brianna brid bridie brigid brigida brigita britt britt-marie \
    bronagh bronislava bruna brunhilde bukola burcu busisiwe buthaina candice caoimhe carina carlene carme carolien \
    cassandra caterina cathrine catrin catriona cecile cecilie celina cemile chandrika charlize charmaine \
    chebet chiamaka chidinma chizoba chrissy christa christel christiane christianne christin chrysoula ciara cinzia \
    ciska clarice clarisse claudine clemence clementine cleo clotilde coleen concha conchita corazon corina corine \
    corinna corinne cornelia corrie cristiana daina dainora dalal dalia danica danijela danita danute daria darina \
    darja darlene dasha dayana deanna deena deepa delfina delores delyth demelza denisa dervla desislava despina \
    devi dewi dilara dilek dilfuza dilnoza dilrukshi dilys dinara dita diya djamila dobrila dolly dominika doreen \
    doriane dorien dorit dorte dragana drusilla dubravka dunja dusanka ebony edda edeltraud edna edwige edyta \
    effie efua eija eiko eilidh eimear ekaterina elaheh elda eleftheria eleni eleonora eleonore elfriede elham \
    eliane elin elina elisabet elisabeth elisavet elise eliska elissa elle ellie eloise elvira elzbieta emiko \
    emmanuelle emmeline encarnacion eniko enrica erika erlinda ermelinda erzsebet esma esme esmeralda esperance esra \
    estefania estrella etelka eteri eudora eulalia eun-bi euphemia evangelia evelien evelina evelyne evgenia evi \
    evie ewelina eylem fabienne fabiola fadila fadwa fahima faith faiza fanny farida farzana fatemeh fathia fatiha \
    fatima-zahra fatime fatou fatoumata fatuma faustina fawzia feena felicia felicitas femke fereshteh fernande \
    ffion filippa filiz fionnuala firoozeh flavia flavie fleur florine folasade fotini franca franciska franziska \
    frederike fredrika fukuko fumiko funmi funmilayo gabriella gabrielle galit galyna gamze garance gemma genoveva \
    georgette georgiana geraldina germaine gertrud ghada ghislaine giada gianna gilda ginette ginevra gisela gisele \
    giselle gita gitta gitte giuseppina glenys golnaz gozde gracie grainne grazia graziella greetje grete gry \
    gudlaug gudny guenievre guiomar gulay gulnara gulsen gulsum gundula guro gwendolen gwenllian gwyneth \
    hafsa haifa haja hala haldis haley halima halimah halyna hamida hannele hannelore hansa harleen harumi hasina \
    hasmik hattie hauwa haya hayat heba hebe hege heidrun heini heleen heli hella heloise helvi hema henna hennie \
    hermine hermione herta hester hettie hetty hidayet hildur hilkka hina hinemoa hiranya hirut hisako hodan honor \
    honoria honorine hope hortense huguette hulya humaira huong hyacinth hye-jin hye-won ianthe ieva ifrah iga ikram \
    ilana ilaria ildiko ileana ilektra ilinca ilka illeana ilona ilse ilze imane imee imelda ina inara inbal ineke \
    ingela ingibjorg ingrida inka inna inta ioana iolanda iona ione ioulia iphigenia iqra irena irenka irma irmgard \
    isadora isaura isha isla isobel isolde itzel iulia ivalo ivona iwona izabella jaana jacintha jaclyn jadranka \
    jamilah jamileh janetta janette janica janina janka janna jantine jarmila jaroslava jasmin jasmina jasna \
    jayalalithaa jayanthi jayne jeannette jeannie jeannine jelisaveta jenni jennie jette ji-eun jitka joana \
    joelle johanna johanne joke jolien jordana jorunn josefa josefine josephina josette josipa jovana judit judite \
    juliane julianne julienne junko jurate jussara kaia kaisa kaitlin kaja kajsa kalina kalliope kalpana kalthoum \
    kamila kanae kanako kanimozhi karola karoliina karolina karoline katalin katariina katerina katharine kathrin \
    kathrine katinka katri katrien katrine katsiaryna katty katy kavitha kaylee kazuko keira kelsey \
    ketevan keti khadijatou khalida khofifah kiersten kiki kiona kiri kirstie kirsty kitty klaudia klavdia \
    konstantina koraljka koula kristiina kristina kristyna kylie kyoko kyra laila laine lale laleh lalita lama lamia \
    larysa lata lauriane lavinia lea leandra leanne leda leilani leire lela lelia lemlem leni lenka lenore \
    leocadia leokadia leonie leonor leonora leopoldine lesia lesley lesya leta lettice lettie liana lidija \
    lieke lien lien-huong liesbeth liesel liezel ligia liina liisa lilah lilia liliana liliane lilija lilith lilja \
    lilli lina lindiwe linnea lioba lisbet lisbeth lise lisette litia liudmila liudmyla livia liza ljiljana ljubica \
    ljudmila llinos lolita loredana loreen lorelei loren lorna lotta loubna louisa lubna lucette lucie lucienne \
    lucija lucyna ludivine ludovica luise luiza lusine luz lydie lynette lynsey lyubov lyudmyla macarena madelaine \
    mafalda magda magdolna maha mahbooba mahnaz maia maija maike maire mairead maisie maite majda malak malalai \
    malavika malena malgosia maliha malika malin malou malwina manal mandira manisha manju mara maren marfa marga \
    margaretha margaretta margaux margreet marguerite mariama mariamne mariannne marica maricel marichu marie-eve \
    marie-therese mariella marielle marietta mariette marija marijana marijke marika marilena marilou marilyne \
    marinela marinette maritza marja marjatta marketa marleen marlena marlies marte martine martyna \
    maryanne maryna maryse marzia masako masooma masoumeh matea matylda mavourneen mayra mechthild meenakshi \
    megawati mehnaz mehri mei-ling meike meirav mele melek melike melisa melita melody mengly meral mercy mererid \
    mereseini meseret meta michaela michaella micheline midori mieke mietta mihaela miho miia milagros milana milca \
    mileva milica milka milla mimi min-ji mina minako minna minoo mirabel miral mireia mirela miren miri miriam \
    mirja mirka mirna miroslava miryam misako mitra mitsuko miyako miyuki mizuho mojca morag morgane moria morwenna \
    mozhgan mumtaz muna munira munkhtuya mwende myfanwy myriam myrna myrto nada nadege nadine nadira nadja naheed \
    nahid naima najat najla najma najwa naledi nalini namrata nana-ama nandini nanette narelle nargis nastassja \
    natacha natalija natalka natasa natascha nathaly natsuko nawal nayeli nazanin nazli neela neelam neetu neha \
    nehama neide nelly nena nerea nereida nerys nesrin netta neus nevena nicolette nieves nika nikoletta nikolina \
    nilam nilgun nilofar niloufar nilufar nilufer nino nirupama nisha nita nives njeri nobuko noeleen noelene noha \
    nokuthula nolwenn nomsa nona norah noraini nosiviwe noura nuala nuria nurul nusrat nyambura nyree oana octavia \
    odalys oddny ofelia ogechi okky olesya olfa olimpia olive olivera olwen onyinye oonagh orietta orla orlaith orly \
    orsolya ottilie ottoline oumou ozlem paetongtarn paivi palesa palmira pamella pamina panna paraskevi parvati \
    parveen pascale pascaline patrycja paulette paulina pavla pavlina peigi pelagia penelope perla pernilla pernille \
    perpetua persis pervin petronella philomena pierrette piroska pleun ploy pnina prerna primrose prisca priti puan \
    purnima quiteria quynh-chi rachael rachelle rada radmila radostina rafaela raffaela rahel raili raimonda rajni \
    rakel ramona ramune rana rani ranjana rasa rasha raula rayhana razia rebeca rebeka reem regine reina reka \
    remedios rena renata reneta renho resi retno reyhan rhian rhiannon rhoda ria ricarda riikka rika rima rina risa \
    ritu ritva riva rivka roisin romina romy rona ronit roos roosmarijn rosalie rosamaria rosana rosanna rosanne \
    rosaria rosario roseline rosetta rosie rosina rosita roswitha roula rovshana roxana roya rozalia rozenn ruchi \
    rudo rukhsana rukmini rumana rupa rusudan ruta ruza saadia sabiha sabina sabra sadaf sadhana sadia safaa safia \
    safiya sahar saira sajida sakina sakshi sakura salha saliha salome salote saltanat samia samina sanela sanja \
    sanna sannah sanne santhi saoirse saori sapna sari sarika saroja sarojini satu saule savitri sayaka seda seema \
    seija selamawit selina selja senait senka seo-yeon serap seren serpil setareh sevda sevgi sevil shabana shabnam \
    shafiqa shahida shahnaz shaima shaimaa shaista shakira shanice shanthi shazia sheema sheena shefali shelagh \
    sherin sherri shiho shilpa shiori shivani shobha shoshana shoshanna shreya shruti shukria sian sibel \
    sibylle sidonie sieglinde sigridur sigrun sigurbjorg siiri sila silja sille silvija silvina sindy sini sinikka \
    sirje sirkka siv sive smita sneha snezana snezhana sofie sofija sofya solene solrun sonja soo-ah soo-jin \
    sophonie sorcha souad soumaya stanislava stanka stasia stavroula stefanie steffi stina stine stoyanka \
    suad subha suchitra sudha suhasini sujata sumaya susannah susi susie suvi suzana suzie svanhild svetla svitlana \
    sybil syeda sylva sylvi sylwia szilvia tabea tahira tahmina tahmineh taimi taina takako tale tamar tamsin tamta \
    tania tanisha tanja tansu tapati taraneh tarja taslima tasnim tatjana tawakkol tayba tekla telma tereza terezia \
    terezija terttu teruko tetiana tetyana teuila thais thandiwe thea thembi theodora theresia thi thiri thora \
    thorunn thuli tigist tiina tilly timea tinatin tirzah tiziana tjasa tomoe tonje tora tordis torill torunn traute \
    treasa tsigist tsitsi tsvetelina tuija tullia tuula tuva tuyet twyla uljana ulyana undine ursulina valborg valda \
    valentyna valeriya valgerdur valquiria vanda varvara vasiliki vasilisa velia velma venetia verena verica verona \
    veronika vessela vicenta vida vidya viera vigdis viktorija vilhelmina vilma vineeta viola violeta violetta \
    virginija vivi vivienne vjosa wafa waltraud wambui wanjiku wanjiru warda weronika wieslawa wilhelmina wilma \
    wioletta xanthe xenia xiomara xochitl yael yagmur yaiza yamileth yamina yanira yara yardena yeni yenny yetunde \
    yewande yildiz yingluck yoana yocheved yolande yuka yukari yukiko yuliia yulimar yuliya yumi yumiko yvaine zadie \
    zaha zahida zaina zaira zakia zaklina zala zarina zdenka zdzislawa zehra zeinab zena zenaida zeta zhanna zhivka \
    zilla zinaida zita zlata zohra zora zorica zoya zsofia zsuzsa zsuzsanna zubaida zuleikha zulema zuzka";

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
