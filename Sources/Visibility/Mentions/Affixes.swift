/// What languages glue to a name without changing it. Behind and before these, a name is a name.
enum Affixes {
    /// Before an apostrophe in French, Italian and Catalan: `l'Acme`, `dell'Acme`. Folded.
    static let elisions = words(
        """
        l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu un all dall dell nell sull coll quell quest sant anch dov com cos
        bell gl
        """)

    /// Prepositions, articles and conjunctions of Hebrew and Arabic, also several at once.
    static let proclitics = words(
        """
        ב ה ו כ ל מ ש בה וב וה וכ ול ומ וש כש לכ מה מש שב שה של שמ לכש ושל וכש ומה ובה ושב ושה \
        و ف ب ك ل ال وال بال كال لل فال وب ول وك فب فل س ولل وبال وكال
        """)

    /// Particles of Korean, as they follow a noun.
    static let particles = words(
        """
        은 는 이 가 을 를 의 에 에서 에게 에게서 에는 에도 에서는 에서도 와 과 랑 이랑 하고 도 로 으로 로는 으로는 로도 으로도 로서 으로서 로써 \
        으로써 로부터 으로부터 만 만의 만이 만을 까지 까지는 부터 보다 보다는 처럼 같은 같이 마저 조차 밖에 나 이나 든 이든 라도 이라도 라는 이라는 라고 \
        이라고 란 이란 라면 이라면 다 이다 인 인가 인가요 인지 입니다 입니까 이며 며 이고 고 요 이요 이에요 예요 측 사 님 께 께서 한테 들 들은 들이 들을 들의
        """)

    /// The longest of all, in characters.
    static let longest = 6

    private static func words(_ list: String) -> Set<String> { Set(list.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
