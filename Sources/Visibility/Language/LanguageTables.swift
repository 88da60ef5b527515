/// What gives the languages of Latin letters away: frequent words, endings of words, and letters beyond a to z.
///
/// A word that several languages share counts less for each of them, so it does no harm to list it for all. The words are those of
/// everyday grammar, and those with which people ask for products and prices.
struct LanguageTable: Sendable {
    /// ISO 639-1.
    let code: String
    let words: String
    let endings: String
    /// All letters of the language beyond a to z, in small.
    let letters: String
}

extension LanguageTable {
    static let all = [
        LanguageTable(
            code: "en",
            words: """
                a about add advantages affordable after all also alternatives an and another any are as at available back be \
                because been before below best better between brand brands business but buy by called can change cheap cheaper \
                cheapest choose companies companion company compare compared cons correct cost costs could customer day \
                difference disadvantages discount do does doesn easiest effective employees end ever every explain family fast \
                features find first for free from get give good great guide has have help home how i if in into is isn it its \
                kind know last left like line list long looking made make makes many market me model money more most much my \
                name near need new next not number of off offer offers old on one only open or other our out over own part \
                people place possible press pros rated ratings read recommend recommended reliable reputation review reviews \
                right safe safest same say schools see several shoes should show similar simple small so \
                software some someone start still store students such text than that the their them then there these they \
                thing things this through time to too tool tools top try turn two type under until use used using very want \
                was watches way we were what when where which while who whose why will with without women word work works \
                worth would write year you your yourself
                """,
            endings: "ing tion tions ings ness ful less ould ght ously ally ity ments ers", letters: ""),
        LanguageTable(
            code: "de",
            words: """
                aber alle allen als alternativen am an anbieter andere anderen anderer anfänger angebot auch auf aus bei beim \
                beispiel benutzen besser beste besten bester bestes bewertung bewertungen bin bis bitte brauche brauchen \
                braucht da damit danach dann darauf das dass dazu dein deine dem den der des die dies diese diesem diesen \
                dieser dir doch durch eigene ein eine einem einen einer eines einfach einfachste empfehlen empfehlenswert \
                empfehlung erfahrung erfahrungen ersten es etwas finde firma für ganz ganze geeignet gegen geht gibt gut gute \
                guten guter günstig günstige günstiger haben hat hier ich ihre ihren im immer in ist jahr jede jeden jetzt \
                kann kaufen kein keine kleine kommt kosten kostet können lassen leicht letzte machen man mehr mein meine mich \
                mir mit muss möchte müssen nach nachteile neben nicht noch nun nur nutzen ob oder ohne preis preise preiswert \
                schon sehr sein seine seit selbst seriös sich sie sind so solche soll sollte sondern suche test teuer und uns \
                unter unterschied vergleich vertrauen viel viele vielen vom von vor vorteile wann warum was welche welchem \
                welchen welcher welches wenn wer werden wie wieder will wir wird wo wofür woran worauf wort zeile zeit zu zum \
                zur zwei zwischen über
                """,
            endings: "ung ungen heit keit lich liche lichen schaft isch ische ischen chen gen ieren eit sten tät",
            letters: "äöüß"),
        LanguageTable(
            code: "fr",
            words: """
                acheter afin agence ai ainsi alors année ans après au aucun aussi autre autres aux avant avantages avec avis \
                avoir banque beaucoup bien bon bonne c ce ceci cela celui ces cet cette chaque cher cherche chercher chez \
                choisir chose cinq combien comme comment comparatif comparer coûte d dans de dernier dernière des deux \
                différence dois doit donc droite du elle en encore entre entreprise est et eux existe faire fait faites fiable \
                fichier fin fois fonctionne grand grande gratuit gratuitement ici il ils inconvénients je jeune jour jusqu l \
                la le lequel les leur ligne logiciel ma maintenant mais marque meilleur meilleure meilleures meilleurs mes \
                mieux moi moins mon mot même mêmes n ne ni nos note notre nous nouveau nouvelle on ont ou où par pas pendant \
                petite peu peut peux plus pour pourquoi premier premiers première prix près puis qu quand que quel quelle \
                quelles quels qui quoi recommande recommander reste s sa sans se sera ses seul seulement si site son sont sous \
                souvent suis sur sûr t ta tarif te texte toi toujours tous tout toute toutes trois trop trouver très tu un une \
                utiliser vaut vers voici voir voit vos votre vous vraiment à ça être
                """,
            endings: "tion tions ment ments eur eurs euse ique iques aire ance ence eaux ois ez elle ette ée ées",
            letters: "àâæçéèêëîïôœùûüÿ"),
        LanguageTable(
            code: "es",
            words: """
                cancelar a además agencia ahora al algo alguna algún allí alternativas antes así aunque aún banco barata baratas barato \
                baratos buen buena buenas bueno buenos buscar busco cada caso coche comisiones como comparar comparativa \
                comprar con crear cual cuales cualquier cuando cuenta cuesta cuál cuáles cuándo cuánta cuánto cómo de debería \
                debo del desde después desventajas dice diferencia donde dos dónde e ejemplo el elegir ella ellas ellos \
                empresa en entonces entre era es escriba escribir esta este esto está están existe fiable final gran grande \
                guardar ha hacer hago han hasta hay haya he hecho hoy igual la las le lo los luego lugar línea manera mayor me \
                mejor mejores menos mi mientras mis misma mismo momento mucha mucho muchos muy más nada necesito no nos \
                nosotros nueva nuevo nunca o opiniones os otra otro otros palabra para parte pequeña pequeño pero poco podemos \
                poder por porque precio precios primer primera primero programa puede puedo pues que quiero quién qué \
                recomendar recomienda recomiendas saber se ser será si sido siempre sin sino sobre solo son su sus sólo tan \
                tanto tarifas tengo texto tiene tienen toda todas todo todos tras tres tu un una unos usar usted utilizar vale \
                veces ventajas ver vez vida y ya yo él
                """,
            endings: "ción ciones dad dades ando iendo mente eros eras ería ísimo aje ales ido ada ados ez amos",
            letters: "áéíñóúü"),
        LanguageTable(
            code: "it",
            words: """
                a abbiamo acquistare adesso affidabile agenzia ai al alcuni alla alle allo allora alternative altra altre \
                altri altro anche ancora anni anno assai banca bene bisogno buon buona c caso cerco certo che chi ci ciascuno \
                ciò come comprare con confronto consigli consiglia consigliare consigliate contro conviene cos cosa costa \
                costo così cui d da dal dalla dallo degli dei del della delle detto deve devi di differenza dopo dove due \
                durante e ecco economica ed esiste essere fa fare fatto fine fino funziona gestione giorno già gli gran grande \
                grandi ha hanno ho i il in invece io l la le lei linea lo loro lui ma meglio mentre mese mi mia miei miglior \
                migliore migliori mio modo molte molti molto nei nel nella nelle nello nessun nome non nostra nostro nuova \
                nuovo o ogni oltre opinioni ora ormai parola parte per perché perciò però più poco poi posso possono prezzi \
                prezzo prima prime primo pro proprio prossima prossimo puoi può qual qualche quale quali quando quanto quella \
                quelli quello questa queste questi questo qui quindi recensioni sanno scegliere se sei sempre senza si sia \
                sistema siti sito solo soltanto sono sopra sotto spese stata stato stessa stesse stesso su sul sulla suo \
                svantaggi tale tanto tempo testo tra tre troppo trova tutta tutte tutti tutto ultima ultimo un una uno usare \
                uso vale vantaggi vedi vero verso vi voglio volta volte vostro è
                """,
            endings: "zione zioni mente ità aggio iere ella etto etta ere ire iche ici ano ato ati ita oni ggi cchio ale ali ico",
            letters: "àèéìòù"),
        LanguageTable(
            code: "pt",
            words: """
                cancelar a acima agora agência ainda algum alguma alguns alternativas além ano anos antes ao aos apenas aquele aqui as \
                assim através até avaliação avaliações banco barato baratos bem boa boas bom bons cada carro caso coisa com \
                comando como comparação comprar confiável conforme contra custa da dados das de depois desvantagens deve \
                deveria devo dia diferença digite do dois dos duas durante e ela ele eles em empresa entre então escolher essa \
                esse esta estar estava este está estão etapa eu exemplo existe faz fazer fim foi foram forma funciona geral \
                grande houve há igual isso isto já lhe lhes linha lugar maior mais mas me melhor melhores mesma mesmo meu meus \
                minha momento muita muitas muito muitos na nada nas nem nenhum nesta neste no nos nova novo num numa nunca não \
                nós o obter onde opiniões os ou outra outras outro outros palavra para parte pela pelas pelo pelos pequena \
                pequeno per pessoa pode poder pois por porque posso preciso preço preços primeira primeiro procuro próprio \
                prós próxima próximo quais qual quando quanto quase que quem quer quero recomenda recomendar saber se seja sem \
                sempre ser será seu seus si sido sob sobre somente sua suas são tal talvez tamanho também tanto tem tenho ter \
                texto toda todas todo todos trabalho três tudo tão um uma uns usada usado usar use vai vale vantagens ver vez \
                vezes vida você vocês vou vão à é último
                """,
            endings: "ção ções dade dades mente ável ível eiro eira inho inha agem ais ões ando endo ável ência ores ão",
            letters: "àáâãçéêíóôõú"),
        LanguageTable(
            code: "nl",
            words: """
                aan aanbevelen aanraden af alle alleen allemaal als alternatieven altijd andere anders bedrijf beetje begin \
                beneden bent bestand beste betekent beter betrouwbaar bij binnen boven daar daarna daarom dag dan dat de deel \
                deze dezelfde die dit doe door dus duur echt een eens eerst eerste eigen elk elke en er ergens ervaringen ga \
                gaan geef geen genoeg geven gewoon goed goede goedkoop goedkoopste goedkope gratis groot grote haar had heb \
                hebben heeft heel hele hem het hier hij hoe hoeveel hun iemand iets ik in inhoud is jaar je jij jouw juist \
                jullie kan kies kiezen klein kleine komen komt kopen kost kosten krijgen kun kunnen laatste laten lees les \
                lijn maar mag maken man me mee meer meest mensen met mij mijn moet moeten mogen na naar naast nadelen namelijk \
                net niet nieuw nieuwe nodig nog nu of om onder ons onze ooit ook op opnieuw oude over prijs prijzen regel \
                reviews samen sinds snel soms staan staat stap steeds te tegen tekst terug tijd toch toen tot tussen twee uit \
                uw vaak van vanaf veel verder vergelijk vergelijken vergelijking verschil verschillen via volgende voor vooral \
                voordat voordelen waar waarin waarmee waarom wanneer waren was wat we weer weet wel welk welke werd werken \
                werkt wie wij wil worden wordt zal zeer zelf zelfs zich ziet zijn zo zoals zodat zoek zoeken zonder zou zullen
                """,
            endings: "heid lijk lijke ing ingen isch ische eren aar aars elen baar ijn tje tjes oeken uur ouw eer",
            letters: "éëïóöü"),
        LanguageTable(
            code: "sv",
            words: """
                aldrig alla allt alltid alternativ andra använd använda använder att av bara behöver beror billig billiga \
                billigast billigaste bland bli blir bort bra bäst bästa både börja de den det detta dig din dina dock du där \
                därför efter eftersom ej eller en er era ett exempel fick fil finns flera flytta fram från fungerar få för \
                fördelar företag första ge genom ger gå går gör göra ha hade han har hela hit hitta hjälp hos hur här håll i \
                igen ihop inga ingen innan inte iså ja jag just jämför jämföra jämförelse kan kommer kostar kunde kvar köpa \
                likadant lite länge lära lån man med mellan men mer mest mig min mina mindre mitt mot mycket mång många måste \
                nackdelar ner nog nu nytt när nästa någon något några och också om omdömen oss pris på pålitligt rad recension \
                recensioner redan redo rekommendera rekommenderar samma samt sedan ser sig sin sista ska skillnad skillnaden \
                skriv skulle sluta slutet som sätt så sådan ta tack text tid till tills tog två tycker under unga upp ut utan \
                vad valet var vara varför varit varje vem vi vid vilka vilken vilket vill vissa välja vår våra än är år åt över
                """,
            endings: "ning ningar het else ande arna erna aste ligt liga lig iska isk ade are ör ning tion", letters: "åäöé"),
        LanguageTable(
            code: "da",
            words: """
                af aldrig alle allerede alt alternativer altid anbefale anbefaler anden andet andre anmeldelse anmeldelser at \
                bag bank bare bedre bedst bedste begge billig billige billigste blandt blev blive bliver brug bruge bruger \
                bruges både da dag dem den der deres det dig din dog du efter eksempel eksempler eller en enhver ens er et \
                find findes flere for fordele forskel forskellen fra få får først første gang gange gebyr gennem gerne god \
                gode godt går gør gøre hans har have hej hele helt hende her hjælp holde hos hurtigt hvad hvem hver hvert \
                hvilke hvilken hvilket hvis hvor hvordan hvorfor i igen igennem ikke ind inden indtil ingen ja jeg kan kom \
                kommer korrekt koster kun kunne købe købes lade lave lidt lige ligger linje længere læs man mange med meget \
                mellem men mere mest mig min mindre mit mod må måde ned netop nogen noget nu ny nye når nærmere næste og også \
                om op ord os oven over par priser prøv på sagde samme sammenlign sammenligning se selv selvom siden sidste sig \
                siger sin skal skriv skulle slet små som stadig stole store større så tager tid tidligere til ting to tre tæt \
                ud uden uge ulemper under var ved vej vi videre vil ville virkelig virker vist vores vælge være været år \
                årligt
                """,
            endings: "ning ninger hed else elser erne ede lig lige ske isk ende ere skab tion ing", letters: "æøåé"),
        LanguageTable(
            code: "no",
            words: """
                aldri alle alltid alternativ alternativer anbefale anbefaler andre anmeldelse anmeldelser annen annet av bak \
                bank bare bedre begge best beste billig billige billigste blant ble bli blir bruk bruke bruker brukes både bør \
                da dag de deg dem den der deres deretter det dette din disse dit du eksempel eksempler eller en enhver enn er \
                et etter finn finnes fins flere for fordeler forskjell forskjellen fra fungerer få får først første gang \
                ganger gi gir gjennom gjerne gjør gjøre god gode godt går ha han har hei hele helt henne her hjelp holde hos \
                hva hvem hver hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor i igjen ikke ingen inn inne inneholder \
                innen ja jeg kan kjøpe kjøpes kom kommer korrekt koster kun kunne la lage lenger les ligger like linje linjen \
                litt man mange med meg meget mellom men mer mest min mindre mitt mot mye må måte neste nettopp noe noen ny nye \
                nytt nyttig nå når og også om opp ord oss over par pris priser prøv på sa samme sammenlign sammenligne \
                sammenligning se seg selv selvom siden sier sin siste skal skriv skrive skulle slett små som stadig stole stor \
                store står større så tar tid tidligere til ting to tre trykk uke ulemper under ut uten var ved vei velge \
                venter vi videre vil ville virkelig virker vår våre være vært å år årsavgift ønsker ønsket
                """,
            endings: "ning ninger het else elser ene ede lig lige ske isk ende ere skap sjon ing ør ører", letters: "æøåé"),
        LanguageTable(
            code: "pl",
            words: """
                a aby albo ale alternatywy bank bardziej bardzo bez bo byli być była było będzie będą cena ceny chcesz choć ci \
                ciebie cię co coś czego czy czym dalej dla dlaczego dni dnia do dobra dobre dobry dobrze dwa dzisiaj dziś gdy \
                gdzie gdzieś go i ich ile im inne inny innych innym ja jak jaka jaki jakich jakie jako jednak jednego jej jest \
                jestem jeszcze jeśli już ją każdy kiedy kiedyś kilka koniec kosztuje kto która które której który kupić lat \
                lepszy lub ludzi ludzie ma mają mam mamy mi między mnie mogą mogę moja może można musi musisz mój na nad \
                najlepsi najlepsza najlepsze najlepszy najtańsze najtańszy nam nas nawet nic nich nie niego niej nigdy no nowa \
                nowe nowy o obok od oni ono opinia opinie oraz pan pierwsza pierwsze pierwszy po pod polecacie polecić \
                ponieważ porównanie pracy prosze proszę przed przez przy raz razem roku różnica sam samo się sobie swoje \
                szukam szybko są ta tak tam tani tanie tego ten teraz też to tobie tu tutaj twoje tych tylko tym u w wady \
                warto we wiele wiem więc więcej wszystkich wszystkie wszystko wy wybrać z za zalety zawsze ze zostać został \
                żadnych że żeby
                """,
            endings: "anie enia enie ości ość ych ami ach ego owa owe owy ski ska skie cja cji ów ć dzie ymi rz czy",
            letters: "ąćęłńóśźż"),
        LanguageTable(
            code: "cs",
            words: """
                a aby ale alternativy ani asi banka bez bude budete by bych byl byla bylo byly být během cena ceny co další \
                den dnes do dobrá dobré dobrý dobře doporučit doporučujete druhý dva dál děkuji funguje ho i inak ja jak jaká \
                jaké jaký je jedno jeho jejich jen jestli ještě jinak již jsem jsou jste k kam každý kde kdo kdy když ke kolik \
                koupit kterou která které kterého který ku kurz kvalitní ledna lekce lepší levné levný lidí mají mezi mi mladé \
                mnoho mohu musíte my má mám máme máte mít mě můj může můžete můžeš na nad naše ne nebo nebyl nechte nej \
                nejlepší nejlevnější není nevýhody než nic nové nový nás ní něco někdo o oba od oni pak po pod pokud potom \
                pouze pro proč první práce právě před při příklad příliš recenze roce roku rozdíl s se si spolehlivý srovnání \
                stojit stojí své svůj sám ta tady tak také takže tam tato ten tento teď to tom tu tuto této třeba tři u už v \
                ve vybrat vyplatí vám vás více výhody však všech všechno všechny vůbec vždy z za zde ze znovu zpět řádek že
                """,
            endings: "ní ého ých ová ové ový cké ský ská ení ost osti ace ací ích ými ům ků tů", letters: "áčďéěíňóřšťúůýž"),
        LanguageTable(
            code: "tr",
            words: """
                acaba alabilirim alternatifleri alınır ama arasında arasındaki avantajları aynı bana bazı başka belki ben beni \
                benim bir biri birkaç biz bu bunu böyle bütün da daha dahi de dezavantajları değer değil diye diğer dolayı \
                edin en et etmek evet eğer fakat fark farkı fiyat fiyatlar fiyatları fiyatı geri gibi göre gün güvenilir hangi \
                hangileri hangisi hem hep her herhangi hiç ile ilk ise iyi için işte kadar karşılaştırma karşılaştırması kaç \
                kendi kez ki kim kimse kişi komut kullanmalıyım metin metni mi midir misin mu mü mı mıdır mısınız nasıl ne \
                neden nedir neler nerede nereden niye niçin o olan olarak oldu olup olur onlar onu onun orada oysa rağmen saat \
                sadece satın satır sen siz size sizi son sonra tarafından tekrar tüm ucuz uygun var ve veya ya yada yalnızca \
                yani yap yapmak yapın yeni yeri yerine yine yok yorum yorumlar yorumları yıl zaman zaten çalışır çok önce \
                öneri önerileri önerir önerisi öyle üzere üzerinde şekilde şey şimdi şu
                """,
            endings: "lar ler ları leri lık lik nın nin dır dir yor mak mek ması mesi sı ğı ğu ları ınız iyor alı siz sız",
            letters: "çğıöşüâ"),
        LanguageTable(
            code: "fi",
            words: """
                aina ainakin alla ei eikä eli emme en enemmän ennen eri ero esimerkiksi et ette että halpa halvat halvin he \
                heidän heti hinnat hinta hyvin hyvä hyvät hyvää hän häneen häntä ihan ilman itse ja joka jokainen joku jonka \
                jos jossa jotka jotta juuri jälkeen kaikkea kaikki kaksi kannattaa kanssa kautta kenelle kerran kertoo \
                keskenään kohti kokemukset kokemuksia koko koska koskaan kuin kuinka kumpi kun kuten kyllä lisää lopuksi \
                luotettava lähellä maksaa me mihin mihinkään miksi mikä mikään millainen minun minä missä mistä miten mitkä \
                mitä mukaan mukana mutta muut muuta myös niin niitä noin nuo nuorille nyt näiden näin nämä ole olemme olen \
                olet olette olisi olla oma on onko ostaa ovat paitsi paljon paljonko paras parasta parempi parhaat pitää \
                poikki pois sama samalla se sekä sellainen sen siellä sieltä siihen siis siitä sillä sinun sinä sitten ski \
                suomessa suositella suosittele suuri tai takaisin tapa toimii toimivat toinen tuo tämä tämän tässä tätä täällä \
                usein vaan vai vaihtoehto vaihtoehtoja vaikka vain valita vasta vertailu vertailussa vielä voi voiko voin \
                voitko vuonna yhden yhdessä yksi yli ylä
                """,
            endings:
                "ssa ssä sta stä lla llä lle lta ltä nen set ksi iset ista uus tta ttä jen oita den sti vat vät isto aan een oon uun ia iä eja tus",
            letters: "äöå"),
        LanguageTable(
            code: "hu",
            words: """
                a ajánl ajánlani ajánlatok aki akkor alatt alternatívái alternatívák alá ami amikor amíg annak az azaz azok \
                azonban azt azután be belül benne biztos bár csak csinál cél de díj ebben eddig egy egyik egyéb egész ekkor el \
                ellen első elég előbb előnyei előnyök előtt erre ez ezek ezen ezt ezután fel fog föl főként ha hanem harmadik \
                helyes hiszen hogy hogyan hogyha hol hová hozzá hány hátrányai igen ilyen inkább is ismét itt jobb jobban jó \
                jól jön kell kellene keresztül kerül ki kis késő később kétszer kívül köszönöm között különbség leg legjobb \
                legolcsóbb legyen lehet lehetne lenne lesz lett ma meg megbízható megy mellett mely melyik mennyi mennyibe \
                mert mi mik milyen minden mindent mindig mint mit miért most már máris más második működik nagy nagyon nekem \
                nem nincs nincsenek néhány nélkül olcsó olyan onnan ott rá saját sem semmi soha sok sor stb szerint szinte \
                szét szóló talán te tehát tovább tudsz több un utolsó után vagy vagyis valaki valami való van vannak venni \
                vissza volt voltak vásárolni vélemény vélemények által általában ára árak áron át én éppen érdemes és éves így \
                össze összehasonlítás összehasonlítása úgy úgynevezett új újra ő ők
                """,
            endings:
                "ban ben nak nek ból ből tól től hoz hez ság ség ása ése ok ek ok ás és ni val vel tás tés ója ai ei ítás ű ő ható",
            letters: "áéíóöőúüű"),
        LanguageTable(
            code: "ro",
            words: """
                a acea aceasta această aceea acei acest aceste acestea acestui acum ai aici al aleg alege alt alta alte \
                alternative altfel altul am apoi ar are asigurare asta astfel atunci au avantajele avea aveți avut azi banca \
                bancă bine bun buna bune bună ca care cat ce cea cei cel cele ceva chiar cine comision comparație costă cu cum \
                cumpăr cumpăra cunoscut când cât câte câteva că către căutare da dacă dar dat de deci deja deoarece despre \
                dezavantajele deși diferența din dintr dintre doar doi două după e ea ei el ele eram erau este eu face fapt \
                fel fi fie fiecare fiind foarte fost funcționează făcut fără ieftin ieftine ieftină la le loc lor lui lună mai \
                mare mea meu mi mult multe mulți nici niciodată nimic noastre noi nostru nou nouă nu o ori orice oricum pe \
                pentru peste poate pot poți preț prețul prima primul prin puțin păreri recomanda recomandați recomandări sa \
                sale sau se si sub sunt sunteți sus să său tale timp tineri toate toată tot totuși toți trebuie trei tu tău un \
                una unde unei unor unui va vei voastră vom vor vostru vreau îmi împotriva în înainte înapoi încredere însă \
                într între întreg întâi îți și
                """,
            endings: "ție ții ului ilor ele ată ești ește ează oare iei iune iuni are ire ință lor eni ări iilor ătură",
            letters: "ăâîșțşţ"),
        LanguageTable(
            code: "id",
            words: """
                ada adalah agak agar akan aku alternatif anak anda antara apa apabila apakah atas atau bagaimana bagi bagus \
                bahwa baik banyak baru beberapa begitu beli belum berada berapa berbagai bersama besar bila bisa bisakah boleh \
                buat bukan cara cocok cukup dahulu dalam dan dapat dapatkan dari demikian dengan depan di dimana dua eh hal \
                hampir hanya harga hari harus hingga ia ialah ingin ini itu jadi jangan jauh jenis jika juga jumlah kalau kali \
                kalian kami kamu kapan karena kartu kata ke kecil kekurangan kelebihan keluar kemudian kenapa kepada kerja \
                kini kita kurang lagi lain lalu lama langsung lebih lewat maka makin mana masih masing mau memang membeli \
                memilih memiliki mengapa menggunakan menjadi mereka merupakan muda murah nama namun nanti oleh orang pada \
                pakai paling perbandingan perbedaan perlu pernah pertama produk pula pun rasa rekomendasi saat saja sama \
                sampai sangat satu saya sebab sebagai sebelum sebuah secara sedang segera sekarang semua sendiri seperti \
                sering serta sesuatu setelah setiap siapa suatu sudah supaya tahun tanpa tapi telah tempat tentang tentu \
                terbaik terbaru terhadap terjadi termurah tersebut tersedia tetapi tiap tidak tiga ulasan untuk waktu walaupun \
                ya yaitu yang
                """,
            endings: "kan nya lah ngan asi aan uan ukan akan inya ang ung ong", letters: ""),
        LanguageTable(
            code: "vi",
            words: """
                ai anh bao biết biệt bây bạn bằng bị chi cho chúng chưa chất chỉ chọn con cuối các cách cái có cùng cũng cần \
                của cứ dòng dùng dưới giá giới giữa gì hai hay hiện hoạt hãy hơn hết họ khi khác không loại là làm lên lúc lại \
                lần lựa mua muốn mà mình mặt một mới ngoài ngày ngân người nhau nhiều như nhưng nhược nhất nhận những nào này \
                nên năm nơi nếu nữa phí phải phần qua quản ra rất rằng rẻ rồi sao sau sánh sẽ số sự ta theo thiệu thêm thì \
                thường thẻ thế thể tin tiếp trong trên trước tuy tên tôi tại tế tốt từ uy việc việt và vào vì vẫn vậy về với \
                xe xem xin yêu đang đi điểm đáng đánh đâu đây được đến để ưu ở
                """,
            endings: "", letters: "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    ]
}
