/// What was counted of a group, and what that makes of its metrics.
struct GroupCounters {
    private let words: UnsafeBufferPointer<UInt64>
    private let layout: CellLayout
    private let lane: Int
    private let domains: UInt32

    init(_ words: UnsafeBufferPointer<UInt64>, _ layout: CellLayout, lane: Int, domains: UInt32) {
        self.words = words
        self.layout = layout
        self.lane = lane
        self.domains = domains
    }

    /// NaN is null.
    func value(of metric: Metric) -> Double {
        switch metric {
        case .responses: lower(0)
        case .brandPresence: ratio(upper(0), lower(0))
        case .brandPosition: score(layout.offset(ofBrand: .position))
        case .brandSentiment: score(layout.offset(ofBrand: .sentiment))
        case .competitorPresence: ratio(lower(layout.offset(of: .presence, lane: lane)), lower(0))
        case .competitorPosition: score(layout.offset(of: .position, lane: lane))
        case .competitorSentiment: score(layout.offset(of: .sentiment, lane: lane))
        case .brandCitationRate: ratio(lower(layout.brandCiting ?? 0), lower(0))
        case .competitorCitationRate: ratio(upper(layout.offset(ofLane: lane)), lower(0))
        case .brandCitationShare: ratio(lower(layout.brandCiting ?? 0), upper(layout.citations ?? 0))
        case .competitorCitationShare: ratio(upper(layout.offset(ofLane: lane)), upper(layout.citations ?? 0))
        case .citations: lower(layout.citations ?? 0)
        case .citingResponses: upper(layout.citations ?? 0)
        case .citedDomains: Double(domains)
        }
    }

    private func lower(_ word: Int) -> Double { Double(words[word] & 0xFFFF_FFFF) }

    private func upper(_ word: Int) -> Double { Double(words[word] >> 32) }

    private func ratio(_ part: Double, _ whole: Double) -> Double { whole == 0 ? .nan : part / whole }

    /// The mean of halves, of a hundred.
    private func score(_ word: Int) -> Double { ratio(upper(word) * 50, lower(word)) }
}
