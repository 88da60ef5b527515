/// What a phrase of a ``SentimentLexicon`` does in a sentence. A phrase may do several things.
struct ToneRole: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    /// Turns what follows: not, never, kein.
    static let negator = ToneRole(rawValue: 1)
    /// Turns what follows only behind a `ne`: French plus.
    static let negatorAfterNe = ToneRole(rawValue: 1 << 1)
    static let ne = ToneRole(rawValue: 1 << 2)
    /// Makes what follows stronger: very, sehr.
    static let intensifier = ToneRole(rawValue: 1 << 3)
    /// Makes what follows weaker: somewhat, un peu.
    static let softener = ToneRole(rawValue: 1 << 4)
    /// Makes praise a reproach: too simple.
    static let excess = ToneRole(rawValue: 1 << 5)
    /// Makes what follows a comparison: more.
    static let more = ToneRole(rawValue: 1 << 6)
    /// Makes what follows a comparison, and turns it: less.
    static let less = ToneRole(rawValue: 1 << 7)
    /// Is a comparison: better, slower.
    static let comparative = ToneRole(rawValue: 1 << 8)
    /// Opens a comparison of equals: as, so, aussi.
    static let equal = ToneRole(rawValue: 1 << 9)
    /// What follows is compared with: than, als, que.
    static let than = ToneRole(rawValue: 1 << 10)
    /// What follows is not chosen: over, instead of.
    static let instead = ToneRole(rawValue: 1 << 11)
    /// What follows is the opposite of whom the sentence is about: unlike.
    static let unlike = ToneRole(rawValue: 1 << 12)
    /// What follows is named by the way: alternative to.
    static let aside = ToneRole(rawValue: 1 << 13)
    /// Praises what stands before and blames what stands behind: beats.
    static let beats = ToneRole(rawValue: 1 << 14)
    /// The other way round: lags behind.
    static let beaten = ToneRole(rawValue: 1 << 15)
    /// Speaks of what follows: recommend, avoid.
    static let forward = ToneRole(rawValue: 1 << 16)
    /// Is turned by a negator behind it as well: empfehle ich nicht.
    static let verbal = ToneRole(rawValue: 1 << 17)
    /// Parts a sentence: but.
    static let contrast = ToneRole(rawValue: 1 << 18)
    /// Stands between names that belong together: and, the.
    static let joiner = ToneRole(rawValue: 1 << 19)
    /// At the beginning of a sentence: speaks of whom the sentence before was about.
    static let pronoun = ToneRole(rawValue: 1 << 20)
    /// At the beginning of a sentence: speaks of nobody before.
    static let reset = ToneRole(rawValue: 1 << 21)
    /// Titles a list of advantages or disadvantages.
    static let label = ToneRole(rawValue: 1 << 22)
    /// Speaks of nothing but a mention that follows: choose.
    static let forwardOnly = ToneRole(rawValue: 1 << 23)

    /// Those that say what the mention behind them is.
    static let markers: ToneRole = [.than, .instead, .unlike, .aside]
}

/// What a phrase means.
struct TonePhrase: Hashable, Sendable {
    var roles: ToneRole = []
    /// Above zero for praise, below for blame.
    var weight: Int = 0
    /// As the title of a list, instead of `weight`.
    var titleWeight = 0
}
