internal import Catalog

/// What the list says after something was done.
enum PromptNotice {
    static func sentence(in query: FormFields) -> String? {
        // The numbers come from the address: whoever made it up reads a wrong number, and nothing else.
        func number(_ name: String) -> Int { max(0, Int(query[name]) ?? 0) }
        if query["done"] == added {
            let counts = [
                (number("created"), "added"), (number("restored"), "taken up again"), (number("existing"), "there already"),
            ]
            let parts = counts.filter { $0.0 > 0 }.map { "\(grouped($0)) \($0 == 1 ? "was" : "were") \($1)" }
            return parts.isEmpty ? nil : "Of \(counted(counts.reduce(0) { $0 + $1.0 }, "prompt")), \(parts.inWords)."
        }
        return PromptDeed(rawValue: query["done"])?.said(number("count"))
    }

    static let added = "added"

    /// Where to go after prompts were added.
    static func address(_ added: [AddedPrompt], _ visit: BrandVisit) -> String {
        func count(_ outcome: AddedPrompt.Outcome) -> String {
            let count = added.count { $0.outcome == outcome }
            return count == 0 ? "" : String(count)
        }
        return SitePath.prompts(visit.slug, visit.brand.id).address([
            "done": Self.added, "created": count(.created), "restored": count(.restored), "existing": count(.existing),
        ])
    }
}
