internal import Catalog

/// The clients of the demo agency.
enum DemoBrands {
    struct Client {
        let name: String
        let host: String
        let description: String
        let competitors: [String]
    }

    static let all = [
        Client(
            name: "Fabrikam", host: "fabrikam.example", description: "Project management for agencies and their clients",
            competitors: ["Taskwell", "Planorama", "Gantify", "Kanbanera", "Sprintly Desk"]),
        Client(
            name: "Contoso Coffee", host: "contoso-coffee.example", description: "Single-origin coffee by subscription",
            competitors: ["Roastery Nine", "Bean Post"]),
        Client(
            name: "Adventure Works", host: "adventure-works.example", description: "Bicycles and everything that goes with them",
            competitors: ["Velomondo", "Ridgeline Bikes"]),
        Client(
            name: "Tailspin Toys", host: "tailspin-toys.example", description: "Wooden toys for children under six",
            competitors: ["Holzwurm", "Little Oak"]),
        Client(
            name: "Wide World Importers", host: "wide-world-importers.example",
            description: "Wholesale of furniture and textiles",
            competitors: ["Tradehaus", "Osten & Co"]),
        Client(
            name: "Litware", host: "litware.example", description: "Payroll software for small companies",
            competitors: ["Payrolla", "Wagely"]),
        Client(
            name: "Proseware", host: "proseware.example", description: "A writing assistant; the client left in spring",
            competitors: ["Inkpilot", "Draftwell"]),
    ]

    static func draft(_ client: Client) -> BrandDraft {
        var content = BrandContent(name: client.name, website: "https://\(client.host)", description: client.description)
        content.keyTopics = ["pricing", "ease of use", "support"]
        var draft = BrandDraft(content)
        draft.competitors = client.competitors.map { name in
            var competitor = CompetitorContent(name: name)
            competitor.websites = ["https://\(name.lowercased().filter(\.isLetter)).example"]
            return competitor
        }
        draft.personas = [
            PersonaContent(name: "Buyer", description: "Compares offers and signs the contract"),
            PersonaContent(name: "Beginner", description: "Has never used such a thing"),
        ]
        return draft
    }

    /// What assistants are asked, for the brand as it was made.
    static func prompts(of brand: Brand) -> [PromptDraft] {
        let subject = brand.content.description.prefix { $0 != ";" }.lowercased()
        let rival = brand.competitors.first?.content.name ?? "others"
        let questions: [(text: String, tags: [String], topics: [String])] = [
            ("What is the best provider of \(subject)?", ["core"], ["ease of use"]),
            ("Which companies are known for \(subject)?", ["core"], []),
            ("\(brand.name) or \(rival): which one is better?", ["versus", "core"], ["ease of use"]),
            ("Is \(brand.name) worth its price?", ["price"], ["pricing"]),
            ("What are cheap options for \(subject)?", ["price"], ["pricing"]),
            ("How do I choose a provider of \(subject)?", [], ["support"]),
            ("What should I know about \(subject) before I buy?", [], []),
            ("Alternatives to \(rival)", ["versus"], []),
            ("Who has the best support for \(subject)?", ["core"], ["support"]),
            ("What do people say about \(brand.name)?", ["brand"], []),
            ("Is there a free trial for \(subject)?", ["price"], ["pricing"]),
            ("Best \(subject) for beginners", ["core"], ["ease of use"]),
        ]
        let personas = [nil] + brand.personas.map { Optional($0.id) }
        return questions.enumerated().flatMap { index, question in
            // Every third question is also asked as each persona.
            (index.isMultiple(of: 3) ? personas : [nil]).map { persona in
                var draft = PromptDraft(text: question.text)
                (draft.tags, draft.topics, draft.persona, draft.language) = (question.tags, question.topics, persona, "en")
                return draft
            }
        }
    }
}
