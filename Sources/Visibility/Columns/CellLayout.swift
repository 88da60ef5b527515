/// Which counters a group has, and where. Each word holds two of 32 bits.
struct CellLayout {
    /// What is counted of the brand's facts, from word 0 on. Word 0 is always responses and presence.
    let brand: [FactWord]
    /// What is counted of the facts of each lane of competitors. Where `citesLanes`, the upper half of its first word counts the
    /// responses that cite the lane.
    let lane: [FactWord]
    let laneCount: Int
    /// Whether of the brand nothing but responses is counted.
    let onlyResponses: Bool
    /// Citations, and responses that have any.
    let citations: Int?
    /// Responses that cite the brand.
    let brandCiting: Int?
    let citesLanes: Bool
    /// Whether cited domains are told apart.
    let domains: Bool
    /// How many words are counters; marks follow.
    let counters: Int
    /// The response by which a group was last met. Only where one response may be in several groups.
    let seen: Int?
    /// Likewise of each owner of sources.
    let ownersSeen: Int?
    let stride: Int

    init(_ metrics: Set<Metric>, lanes: Int, bySource: Bool) {
        func needs(_ wanted: Metric...) -> Bool { !metrics.isDisjoint(with: wanted) }
        var brand: [FactWord] = [.responses]
        if needs(.brandPosition) { brand.append(.position) }
        if needs(.brandSentiment) { brand.append(.sentiment) }
        onlyResponses = !needs(.brandPresence, .brandPosition, .brandSentiment)
        citesLanes = needs(.competitorCitationRate, .competitorCitationShare)
        var lane: [FactWord] = []
        if citesLanes || needs(.competitorPresence) { lane.append(.presence) }
        if needs(.competitorPosition) { lane.append(.position) }
        if needs(.competitorSentiment) { lane.append(.sentiment) }
        var end = brand.count + lane.count * lanes
        func place(_ count: Int, if needed: Bool) -> Int? {
            guard needed else { return nil }
            end += count
            return end - count
        }
        citations = place(1, if: needs(.citations, .citingResponses, .brandCitationShare, .competitorCitationShare))
        brandCiting = place(1, if: needs(.brandCitationRate, .brandCitationShare))
        domains = needs(.citedDomains)
        counters = end
        seen = place(1, if: bySource)
        ownersSeen = place(lanes + 2, if: bySource && (citesLanes || brandCiting != nil))
        stride = end
        laneCount = lanes
        self.brand = brand
        self.lane = lane
    }

    /// Whether it matters whose sources are.
    var citesOwners: Bool { citesLanes || brandCiting != nil }

    /// Whether facts are all that is counted.
    var onlyFacts: Bool { citations == nil && !citesOwners && !domains }

    /// The first word of a lane.
    func offset(ofLane index: Int) -> Int { brand.count + lane.count * index }

    func offset(ofBrand word: FactWord) -> Int { brand.firstIndex(of: word) ?? 0 }

    func offset(of word: FactWord, lane index: Int) -> Int { offset(ofLane: index) + (lane.firstIndex(of: word) ?? 0) }

    /// Counts a response that cites an owner's sources.
    @inline(__always)
    func count(owner: Int, in words: UnsafeMutablePointer<UInt64>) {
        if owner == 1 {
            if let brandCiting { words[brandCiting] &+= 1 }
        } else if citesLanes {
            words[offset(ofLane: owner &- 2)] &+= 1 << 32
        }
    }

    /// Counts responses that cite something, and their citations; either may be counted alone.
    func add(responses: UInt32, present: UInt32, citations cited: UInt32, to words: UnsafeMutablePointer<UInt64>) {
        words[0] &+= UInt64(present) << 32 | UInt64(responses)
        if let citations { words[citations] &+= UInt64(responses) << 32 | UInt64(cited) }
    }
}
