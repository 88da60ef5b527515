/// Tags and topics, of which a question has many: which questions filters keep by them, and into which groups each falls.
struct QuestionFans {
    /// The values of the fields; an element for each code, null's included.
    let tags: Coding
    let topics: Coding
    /// With tags or topics in the fields: the distinct sets of them, and which each question has.
    private(set) var sets: Coding?
    private var members: [Members] = []
    /// `nil` where each question is kept and falls into a group.
    private(set) var kept: [Bool]?

    /// Codes of tags and topics.
    private struct Members: Hashable {
        var tags: [UInt32]
        var topics: [UInt32]
    }

    init(_ plan: QueryPlan, _ elements: Elements) {
        var kept = Array(repeating: true, count: elements.questions.count)
        let ofTags = ManyValues(.tag, plan, elements, keeping: &kept) { $0.tags }
        let ofTopics = ManyValues(.promptTopic, plan, elements, keeping: &kept) { $0.topics }
        tags = ofTags.coding
        topics = ofTopics.coding
        self.kept = kept.contains(false) ? kept : nil
        guard plan.dimensions.contains(.tag) || plan.dimensions.contains(.promptTopic) else { return }
        var setOf: [Members: UInt32] = [:]
        var codes: [UInt32] = []
        for question in elements.questions.indices {
            let members = Members(tags: ofTags.lists[question], topics: ofTopics.lists[question])
            let set = setOf[members] ?? UInt32(setOf.count)
            if set == setOf.count {
                setOf[members] = set
                self.members.append(members)
            }
            codes.append(set)
        }
        sets = Coding(values: self.members.indices.map { .integer($0) }, codes: codes)
    }

    /// Of each set, what its members add to keys.
    func fans(in layout: KeyLayout, _ tries: [Family: KeyTrie]) -> [[GroupKey]] {
        let tagParts = tries[.tag].map { layout.parts(of: .tag, $0) } ?? []
        let topicParts = tries[.topic].map { layout.parts(of: .topic, $0) } ?? []
        return members.map { members in
            let ofTags = tagParts.isEmpty ? [0] : members.tags.map { tagParts[Int($0)] }
            let ofTopics = topicParts.isEmpty ? [0] : members.topics.map { topicParts[Int($0)] }
            return ofTags.flatMap { tag in ofTopics.map { tag + $0 } }
        }
    }
}

/// One dimension that a question has many values of.
private struct ManyValues {
    let coding: Coding
    /// Of each question, the codes of the values by which it is grouped, ascending and each once. Empty where nobody groups by them.
    private(set) var lists: [[UInt32]]

    /// - Parameter kept: loses the questions that filters on this dimension drop, and those that are left without any group.
    init(
        _ dimension: Dimension, _ plan: QueryPlan, _ elements: Elements, keeping kept: inout [Bool],
        texts: (BrandDimensions.Prompt) -> [String]
    ) {
        let filters = plan.filters.filter { $0.dimension == dimension }
        let isField = plan.dimensions.contains(dimension)
        lists = Array(repeating: [], count: kept.count)
        guard isField || !filters.isEmpty else {
            coding = Coding(values: [], codes: [0])
            return
        }
        let ofQuestions = elements.questions.map { elements.prompt($0).map(texts) ?? [] }
        let all = Coding(texts: ofQuestions.flatMap { $0 })
        let null = UInt32(all.values.count)
        coding = Coding(values: all.values, codes: Array(0...null))
        let allowed = filters.map { filter in
            // As if it were not negated: an observation is refused for having a value, not for having another.
            all.kept(by: QueryPlan.Filter(filter.dimension, filter.values))
        }
        var start = 0
        for (question, texts) in ofQuestions.enumerated() {
            var codes: [UInt32] = []
            for code in all.codes[start..<start + texts.count] where !codes.contains(code) { codes.append(code) }
            if codes.isEmpty { codes = [null] }
            start += texts.count
            for (filter, allowed) in zip(filters, allowed) where codes.contains(where: { allowed[Int($0)] }) == filter.negated {
                kept[question] = false
            }
            guard isField else { continue }
            for (filter, allowed) in zip(filters, allowed) where !filter.negated { codes.removeAll { !allowed[Int($0)] } }
            if codes.isEmpty { kept[question] = false }
            lists[question] = codes.sorted()
        }
    }
}
