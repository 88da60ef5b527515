/// The words of one language that carry or turn a tone, as lists that people read and change.
///
/// Phrases are parted by commas or line ends. `*` behind a word stands for any ending: `reliab*`. Case does not count, nor does
/// whether a hyphen or a space stands between two words. Of several phrases that begin at one word the longest counts, so `cheap
/// looking` is no `cheap`, and a phrase in ``neutral`` hides the words in it.
struct SentimentLexicon: Sendable {
    /// ISO 639-1.
    let code: String
    var strongPraise = ""
    var praise = ""
    var blame = ""
    var strongBlame = ""
    /// Comparisons: `better`.
    var better = ""
    /// Comparisons: `slower`.
    var worse = ""
    /// Verbs whose object is praised: `recommend`.
    var recommending = ""
    /// Verbs whose object is praised, and compared with another: `prefer`.
    var preferring = ""
    /// Verbs that praise only when a mention follows: `choose`.
    var choosing = ""
    /// Verbs whose object is blamed: `avoid`.
    var discouraging = ""
    /// Verbs whose subject is praised, and which a negation may follow: `überzeugt`.
    var pleasing = ""
    var beats = ""
    var beaten = ""
    /// Titles of lists of advantages.
    var advantages = ""
    /// Titles of lists of disadvantages.
    var disadvantages = ""
    /// Look like praise or blame, and are neither.
    var neutral = ""
    var negators = ""
    var negatorsAfterNe = ""
    var ne = ""
    var intensifiers = ""
    var softeners = ""
    var excess = ""
    var more = ""
    var less = ""
    var equal = ""
    var than = ""
    var instead = ""
    var unlike = ""
    var aside = ""
    var contrasts = ""
    var joiners = ""
    var pronouns = ""
    var resets = ""
    /// Words behind which a full stop ends no sentence, without it.
    var abbreviations = ""
    /// Where in a word a phrase may begin.
    var beginning = Beginning.word
    /// Whether negations stand behind what they turn.
    var negatesBehind = false
    /// Whether a comma stands before the word for `than`.
    var partsThan = false
    /// How many words a negation reaches.
    var reach = 5

    enum Beginning {
        /// With a word.
        case word
        /// Also behind the conjunctions, prepositions and articles that Arabic glues to words.
        case proclitic
        /// Anywhere: words stand without spaces.
        case anywhere
    }

    static let strong = 3
    static let plain = 2

    /// The lists with what the phrases in them mean.
    var phrases: [(list: String, meaning: TonePhrase)] {
        [
            (strongPraise, TonePhrase(weight: Self.strong)), (praise, TonePhrase(weight: Self.plain)),
            (blame, TonePhrase(weight: -Self.plain)), (strongBlame, TonePhrase(weight: -Self.strong)),
            (better, TonePhrase(roles: .comparative, weight: Self.plain)),
            (worse, TonePhrase(roles: .comparative, weight: -Self.plain)),
            (recommending, TonePhrase(roles: [.forward, .verbal], weight: Self.plain)),
            (preferring, TonePhrase(roles: [.forward, .verbal, .comparative], weight: Self.plain)),
            (choosing, TonePhrase(roles: [.forward, .forwardOnly], weight: Self.plain)),
            (discouraging, TonePhrase(roles: [.forward, .verbal], weight: -Self.plain)),
            (pleasing, TonePhrase(roles: .verbal, weight: Self.plain)),
            (beats, TonePhrase(roles: .beats, weight: Self.plain)), (beaten, TonePhrase(roles: .beaten, weight: -Self.plain)),
            (advantages, TonePhrase(roles: .label, titleWeight: Self.plain)),
            (disadvantages, TonePhrase(roles: .label, titleWeight: -Self.strong)), (neutral, TonePhrase()),
            (negators, TonePhrase(roles: .negator)), (negatorsAfterNe, TonePhrase(roles: .negatorAfterNe)),
            (ne, TonePhrase(roles: .ne)), (intensifiers, TonePhrase(roles: .intensifier)),
            (softeners, TonePhrase(roles: .softener)), (excess, TonePhrase(roles: .excess)), (more, TonePhrase(roles: .more)),
            (less, TonePhrase(roles: .less)), (equal, TonePhrase(roles: .equal)), (than, TonePhrase(roles: .than)),
            (instead, TonePhrase(roles: .instead)), (unlike, TonePhrase(roles: .unlike)), (aside, TonePhrase(roles: .aside)),
            (contrasts, TonePhrase(roles: .contrast)), (joiners, TonePhrase(roles: .joiner)),
            (pronouns, TonePhrase(roles: .pronoun)), (resets, TonePhrase(roles: .reset)),
        ]
    }

    /// All languages that there is a lexicon for.
    static let all: [SentimentLexicon] = [
        english, german, french, spanish, italian, portuguese, dutch, russian, japanese, chinese, korean, arabic,
    ]
}
