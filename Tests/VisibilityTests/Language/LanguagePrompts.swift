/// Prompts as people type them, with the language that they are in. Written before the tables of the detector.
enum LanguagePrompts {
    /// Looked at while the tables were made.
    static let seen: [String: [String]] = [
        "en": [
            "best crm for small business", "What is the best project management tool?", "how does cloud storage work",
            "is Acme worth it",
            "Acme vs Globex", "cheap running shoes for women", "why is my wifi so slow", "alternatives to Salesforce",
            "who makes the safest family car",
            "where can I buy organic coffee online", "hotels near me with a pool",
            "Should I use Notion or Evernote for my notes?",
        ],
        "de": [
            "beste Laufschuhe für Anfänger", "Was ist ein CRM-System?", "Welche Versicherung ist die beste?",
            "günstige Handytarife im Vergleich",
            "Wie funktioniert eine Wärmepumpe", "Erfahrungen mit Acme", "Alternativen zu Salesforce",
            "wo kann ich Bio-Kaffee kaufen", "Ist Acme seriös?",
            "Unterschied zwischen Leasing und Finanzierung", "Acme kündigen", "gute Hotels in Berlin mit Frühstück",
        ],
        "fr": [
            "meilleur logiciel de gestion de projet", "Qu'est-ce qu'un CRM ?", "Quelle est la meilleure banque en ligne ?",
            "comment fonctionne une pompe à chaleur",
            "avis sur Acme", "différence entre leasing et crédit", "alternatives à Salesforce", "où acheter du café bio",
            "Acme est-il fiable ?",
            "assurance auto pas chère pour jeune conducteur", "Quels sont les avantages de l'énergie solaire ?",
            "résilier mon abonnement Acme",
        ],
        "es": [
            "mejor software de gestión de proyectos", "¿Qué es un CRM?", "¿Cuál es el mejor banco online?",
            "cómo funciona una bomba de calor", "opiniones sobre Acme",
            "diferencia entre leasing y renting", "alternativas a Salesforce", "dónde comprar café ecológico",
            "¿Es fiable Acme?", "seguros de coche baratos para jóvenes",
            "hoteles en Madrid con piscina", "cuanto cuesta una página web",
        ],
        "it": [
            "miglior software di gestione progetti", "Che cos'è un CRM?", "Qual è la migliore banca online?",
            "come funziona una pompa di calore", "recensioni di Acme",
            "differenza tra leasing e noleggio", "alternative a Salesforce", "dove comprare caffè biologico",
            "Acme è affidabile?", "assicurazione auto economica per giovani",
            "quanto costa un sito web", "alberghi a Roma con piscina",
        ],
        "pt": [
            "melhor software de gestão de projetos", "O que é um CRM?", "Qual é o melhor banco digital?",
            "como funciona uma bomba de calor", "avaliações da Acme",
            "diferença entre leasing e financiamento", "alternativas ao Salesforce", "onde comprar café orgânico",
            "A Acme é confiável?", "seguro de carro barato para jovens",
            "quanto custa um site", "hotéis em Lisboa com piscina",
        ],
        "nl": [
            "beste software voor projectbeheer", "Wat is een CRM-systeem?", "Wat is de beste bank voor zzp'ers?",
            "hoe werkt een warmtepomp", "ervaringen met Acme",
            "verschil tussen lease en financiering", "alternatieven voor Salesforce", "waar kan ik biologische koffie kopen",
            "Is Acme betrouwbaar?",
            "goedkope autoverzekering voor jongeren", "wat kost een website laten maken", "hotels in Amsterdam met zwembad",
        ],
        "sv": [
            "bästa programmet för projekthantering", "Vad är ett CRM-system?", "Vilken bank är bäst?",
            "hur fungerar en värmepump", "omdömen om Acme",
            "skillnad mellan leasing och lån", "alternativ till Salesforce", "var kan jag köpa ekologiskt kaffe",
            "Är Acme pålitligt?", "billig bilförsäkring för unga",
        ],
        "da": [
            "bedste software til projektstyring", "Hvad er et CRM-system?", "Hvilken bank er bedst?",
            "hvordan virker en varmepumpe", "anmeldelser af Acme",
            "forskel på leasing og lån", "alternativer til Salesforce", "hvor kan jeg købe økologisk kaffe",
            "Er Acme til at stole på?", "billig bilforsikring for unge",
        ],
        "no": [
            "beste programvare for prosjektstyring", "Hva er et CRM-system?", "Hvilken bank er best?",
            "hvordan fungerer en varmepumpe", "anmeldelser av Acme",
            "forskjellen på leasing og lån", "alternativer til Salesforce", "hvor kan jeg kjøpe økologisk kaffe",
            "Er Acme til å stole på?", "billig bilforsikring for unge sjåfører",
        ],
        "pl": [
            "najlepsze oprogramowanie do zarządzania projektami", "Co to jest CRM?", "Który bank jest najlepszy?",
            "jak działa pompa ciepła", "opinie o Acme",
            "różnica między leasingiem a kredytem", "alternatywy dla Salesforce", "gdzie kupić kawę ekologiczną",
            "Czy Acme jest godny zaufania?", "tanie ubezpieczenie samochodu dla młodych",
        ],
        "cs": [
            "nejlepší software pro řízení projektů", "Co je to CRM?", "Která banka je nejlepší?",
            "jak funguje tepelné čerpadlo", "recenze Acme", "rozdíl mezi leasingem a úvěrem",
            "alternativy k Salesforce", "kde koupit bio kávu", "Je Acme spolehlivý?", "levné pojištění auta pro mladé",
        ],
        "tr": [
            "en iyi proje yönetimi yazılımı", "CRM nedir?", "En iyi banka hangisi?", "ısı pompası nasıl çalışır",
            "Acme yorumları", "leasing ile kredi arasındaki fark",
            "Salesforce alternatifleri", "organik kahve nereden alınır", "Acme güvenilir mi?",
            "gençler için ucuz araba sigortası",
        ],
        "fi": [
            "paras projektinhallintaohjelmisto", "Mikä on CRM-järjestelmä?", "Mikä pankki on paras?",
            "miten lämpöpumppu toimii", "kokemuksia Acmesta", "leasingin ja lainan ero",
            "vaihtoehtoja Salesforcelle", "mistä voi ostaa luomukahvia", "Onko Acme luotettava?",
            "halpa autovakuutus nuorille",
        ],
        "hu": [
            "legjobb projektmenedzsment szoftver", "Mi az a CRM?", "Melyik a legjobb bank?", "hogyan működik a hőszivattyú",
            "Acme vélemények", "mi a különbség a lízing és a hitel között",
            "Salesforce alternatívák", "hol lehet bio kávét venni", "Megbízható az Acme?", "olcsó autóbiztosítás fiataloknak",
        ],
        "ro": [
            "cel mai bun software de management de proiect", "Ce este un CRM?", "Care este cea mai bună bancă?",
            "cum funcționează o pompă de căldură", "păreri despre Acme",
            "diferența dintre leasing și credit", "alternative la Salesforce", "de unde pot cumpăra cafea bio",
            "Este Acme de încredere?", "asigurare auto ieftină pentru tineri",
        ],
        "id": [
            "software manajemen proyek terbaik", "Apa itu CRM?", "Bank mana yang terbaik?",
            "bagaimana cara kerja pompa panas", "ulasan tentang Acme", "perbedaan antara leasing dan kredit",
            "alternatif untuk Salesforce", "di mana saya bisa membeli kopi organik", "Apakah Acme bisa dipercaya?",
            "asuransi mobil murah untuk anak muda",
        ],
        "vi": [
            "phần mềm quản lý dự án tốt nhất", "CRM là gì?", "Ngân hàng nào tốt nhất?", "máy bơm nhiệt hoạt động như thế nào",
            "đánh giá về Acme", "sự khác biệt giữa thuê mua và vay",
            "các lựa chọn thay thế Salesforce", "mua cà phê hữu cơ ở đâu", "Acme có đáng tin không?",
            "bảo hiểm xe hơi giá rẻ cho người trẻ",
        ],
        "ja": ["おすすめのCRMは？", "Acmeとは何ですか", "プロジェクト管理ツール 比較", "楽天とアマゾンの違い", "一番いい銀行はどこ"],
        "zh": ["最好的项目管理软件是什么", "Salesforce 和 HubSpot 哪个好", "什么是CRM", "哪裡可以買到有機咖啡", "iphone 15 和 samsung s24 哪个好"],
        "ko": ["최고의 CRM 추천", "Acme는 믿을 만한가요", "네이버와 구글 비교", "프로젝트 관리 도구"],
        "ru": [
            "лучшая CRM для малого бизнеса", "Что лучше: Salesforce или HubSpot?", "отзывы о Acme", "как работает тепловой насос",
            "где купить кофе",
        ],
        "uk": ["найкраща CRM для малого бізнесу", "Що таке тепловий насос?", "відгуки про Acme", "який банк кращий"],
        "bg": [
            "най-добрият софтуер за проекти", "Какво е CRM?", "мнения за Acme", "коя банка е най-добра",
            "къде да купя биологично кафе",
        ],
        "el": ["καλύτερο λογισμικό διαχείρισης έργων", "Τι είναι το CRM;", "κριτικές για Acme"],
        "ar": ["أفضل برنامج لإدارة المشاريع", "ما هو نظام CRM؟", "مقارنة بين Salesforce و HubSpot"],
        "fa": ["بهترین نرم‌افزار مدیریت پروژه چیست", "CRM چیست؟", "نظرات درباره Acme"],
        "ur": ["بہترین سافٹ ویئر کون سا ہے", "CRM کیا ہے؟"],
        "he": ["מה התוכנה הטובה ביותר לניהול פרויקטים", "השוואה בין Salesforce ל-HubSpot"],
        "hi": ["सबसे अच्छा CRM सॉफ्टवेयर कौन सा है", "Acme के बारे में समीक्षा"],
        "th": ["ซอฟต์แวร์จัดการโครงการที่ดีที่สุด", "CRM คืออะไร"],
    ]

    /// Never looked at while the tables were made.
    static let heldOut: [String: [String]] = [
        "en": [
            "top rated electric toothbrush", "Can you recommend a good accounting software for freelancers?",
            "does Globex offer student discounts", "what are the side effects of melatonin",
            "compare iPhone and Samsung cameras", "mattress reviews", "how do I cancel my gym membership",
            "luxury watches under 5000 dollars",
        ],
        "de": [
            "Welcher Staubsauger eignet sich für Tierhaare?", "Steuersoftware Test", "Kann man Globex vertrauen?",
            "Warum ist Solarenergie so teuer", "Matratze kaufen worauf achten",
            "Vor- und Nachteile von Elektroautos", "Kreditkarte ohne Jahresgebühr",
            "Ich suche eine Agentur für Online-Marketing",
        ],
        "fr": [
            "Peux-tu me recommander un bon aspirateur sans sac ?", "comparatif des forfaits mobiles",
            "Pourquoi choisir Globex ?", "prix d'une piscine enterrée", "carte bancaire sans frais à l'étranger",
            "Je cherche une agence de voyage", "les inconvénients de la voiture électrique", "matelas ferme ou souple",
        ],
        "es": [
            "¿Me recomiendas una buena aspiradora?", "comparativa de tarifas móviles", "por qué elegir Globex",
            "precio de una piscina pequeña", "tarjeta de crédito sin comisiones",
            "ventajas y desventajas del coche eléctrico",
            "busco una agencia de viajes", "colchones para dolor de espalda",
        ],
        "it": [
            "Mi consigli un buon aspirapolvere?", "confronto tariffe telefoniche", "perché scegliere Globex",
            "prezzo di una piscina interrata", "carta di credito senza spese", "pro e contro delle auto elettriche",
            "cerco un'agenzia di viaggi", "materassi per il mal di schiena",
        ],
        "pt": [
            "Você recomenda um bom aspirador de pó?", "comparação de planos de celular", "por que escolher a Globex",
            "preço de uma piscina pequena", "cartão de crédito sem anuidade", "prós e contras do carro elétrico",
            "procuro uma agência de viagens", "colchões para dor nas costas",
        ],
        "nl": [
            "Kun je een goede stofzuiger aanraden?", "vergelijk mobiele abonnementen", "waarom kiezen voor Globex",
            "prijs van een zwembad in de tuin", "creditcard zonder jaarlijkse kosten",
            "voor- en nadelen van elektrische auto's",
            "ik zoek een reisbureau", "matrassen tegen rugpijn",
        ],
        "sv": [
            "Kan du rekommendera en bra dammsugare?", "jämför mobilabonnemang", "varför välja Globex",
            "kreditkort utan årsavgift", "för- och nackdelar med elbilar",
        ],
        "da": [
            "Kan du anbefale en god støvsuger?", "sammenlign mobilabonnementer", "hvorfor vælge Globex",
            "kreditkort uden årligt gebyr", "fordele og ulemper ved elbiler",
        ],
        "no": [
            "Kan du anbefale en god støvsuger?", "sammenlign mobilabonnementer", "hvorfor velge Globex",
            "kredittkort uten årsavgift", "fordeler og ulemper med elbiler",
        ],
        "pl": [
            "Czy możesz polecić dobry odkurzacz?", "porównanie abonamentów komórkowych", "dlaczego warto wybrać Globex",
            "karta kredytowa bez opłat", "wady i zalety samochodów elektrycznych",
        ],
        "cs": [
            "Můžeš mi doporučit dobrý vysavač?", "srovnání mobilních tarifů", "proč si vybrat Globex",
            "kreditní karta bez poplatků", "výhody a nevýhody elektromobilů",
        ],
        "tr": [
            "İyi bir elektrikli süpürge önerir misin?", "cep telefonu tarifeleri karşılaştırma", "neden Globex seçmeliyim",
            "aidatsız kredi kartı", "elektrikli arabaların avantajları ve dezavantajları",
        ],
        "fi": [
            "Voitko suositella hyvää imuria?", "kännykkäliittymien vertailu", "miksi valita Globex",
            "luottokortti ilman vuosimaksua", "sähköautojen hyvät ja huonot puolet",
        ],
        "hu": [
            "Tudsz ajánlani egy jó porszívót?", "mobil előfizetések összehasonlítása", "miért érdemes a Globexet választani",
            "hitelkártya éves díj nélkül", "az elektromos autók előnyei és hátrányai",
        ],
        "ro": [
            "Îmi poți recomanda un aspirator bun?", "comparație abonamente mobile", "de ce să aleg Globex",
            "card de credit fără comision", "avantajele și dezavantajele mașinilor electrice",
        ],
        "id": [
            "Bisakah kamu merekomendasikan penyedot debu yang bagus?", "perbandingan paket data seluler",
            "mengapa memilih Globex", "kartu kredit tanpa biaya tahunan", "kelebihan dan kekurangan mobil listrik",
        ],
        "vi": [
            "Bạn có thể giới thiệu máy hút bụi tốt không?", "so sánh gói cước di động", "tại sao nên chọn Globex",
            "thẻ tín dụng miễn phí thường niên", "ưu và nhược điểm của xe điện",
        ],
        "ja": ["コードレス掃除機のおすすめを教えて", "電気自動車 メリット", "Globexの評判"],
        "zh": ["推荐一款好用的吸尘器", "信用卡 免年费", "為什麼選擇 Globex"],
        "ko": ["무선 청소기 추천해줘", "전기차 장단점", "Globex 후기"],
        "ru": ["посоветуй хороший пылесос", "кредитная карта без годового обслуживания", "Globex отзывы"],
        "uk": ["порадь хороший пилосос", "переваги та недоліки електромобілів", "чому варто обрати Globex"],
        "bg": ["препоръчай добра прахосмукачка", "предимства и недостатъци на електромобилите", "кредитна карта без такси"],
        "el": ["πρότεινε μια καλή ηλεκτρική σκούπα", "πιστωτική κάρτα χωρίς συνδρομή"],
        "ar": ["ما هي أفضل مكنسة كهربائية", "بطاقة ائتمان بدون رسوم"],
        "fa": ["جاروبرقی خوب پیشنهاد بده", "مزایا و معایب خودروی برقی"],
        "ur": ["اچھا ویکیوم کلینر تجویز کریں", "بجلی کی گاڑی کے فوائد"],
        "he": ["המלצה על שואב אבק טוב", "כרטיס אשראי ללא עמלות"],
        "hi": ["अच्छा वैक्यूम क्लीनर बताइए", "इलेक्ट्रिक कार के फायदे"],
        "th": ["แนะนำเครื่องดูดฝุ่นดีๆ", "บัตรเครดิตไม่มีค่าธรรมเนียม"],
    ]

    /// Nobody can say which language these are in.
    static let unsure = [
        "", " ", "Acme", "Globex 3000", "!!!", "12345", "https://acme.com/best-crm-for-small-business", "CRM", "🍎",
        "Acme Globex Initech", "iPhone 15 Pro Max", "xkcd", "a",
    ]
}
