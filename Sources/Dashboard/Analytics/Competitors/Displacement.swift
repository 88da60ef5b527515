internal import Catalog
internal import Visibility

/// The answers that name a competitor and not the brand: how many they are, and the list of them.
enum Displacement {
    static func query(_ view: BrandView, competitors: [Int], today: Day, isCompared: Bool = false) -> ChartQuery {
        let ids = competitors.map { String($0) }
        var query = view.query(
            [.dimension(.competitorID), .metric(.competitorPresence), .metric(.responses)], today: today,
            filters: ids.isEmpty ? [] : [QueryPlan.Filter(.competitorID, ids)], isCompared: isCompared)
        query.plan.namesBrand = false
        return query
    }

    /// By competitor.
    /// - Parameter answer: to such a query.
    static func counts(_ answer: ChartAnswer) -> [Int: (now: Double, before: Double?)] {
        var counts: [Int: (now: Double, before: Double?)] = [:]
        for row in 0..<answer.rowCount {
            if let id = answer.text(.competitorID, row).flatMap({ Int($0) }) { counts[id] = answer.naming(row) }
        }
        return counts
    }

    /// The responses of the same days and filters.
    /// - Parameter prompt: `nil` for those to all prompts.
    static func responses(_ competitor: Int, prompt: Int? = nil, _ view: BrandView, today: Day, of visit: BrandVisit) -> String {
        let days = view.period.days(today: today)
        var items = [(name: "from", value: days.lowerBound.iso8601), (name: "to", value: days.upperBound.iso8601)]
        items += view.items.filter { !["period", "from", "to", "against"].contains($0.name) }
        if let prompt { items.append((name: "prompt", value: String(prompt))) }
        items += [(name: "competitor", value: String(competitor)), (name: "mentioned", value: "no")]
        return SitePath.responses(visit.slug, visit.brand.id).address(items)
    }
}

extension ChartAnswer {
    /// How many answers of a row name the competitor: their presence, of all of them.
    func naming(_ row: Int) -> (now: Double, before: Double?) {
        func count(_ presence: Double?, _ answers: Double?) -> Double { ((presence ?? 0) * (answers ?? 0)).rounded() }
        return (
            count(number(.competitorPresence, row), number(.responses, row)),
            isCompared ? count(priorNumber(.competitorPresence, row), priorNumber(.responses, row)) : nil
        )
    }
}
