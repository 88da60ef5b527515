internal import APIKeys
internal import Catalog
internal import Visibility

/// The responses of a brand: finding them, newest first.
struct ResponsesPage: Page {
    static let template = Template.responses

    let title: String
    let brandName: String
    let form: ResponseForm
    /// Why no list is shown.
    let complaint: String?
    /// `1,204 responses`, or how many are on this page where nobody has counted them.
    let countWords: String
    /// The one prompt whose responses are shown.
    let promptFilter: PromptFilter?
    let rows: [ResponseRow]
    let hasRows: Bool
    /// There is no response at all, as opposed to none that matches.
    let isNew: Bool
    let promptsURL: String
    /// Writes them to a file; `nil` where that cannot be.
    let exportURL: String?
    let allResponsesURL: String
    /// What was not looked at, and why.
    let remarks: [String]
    /// Goes on where the search stopped.
    let furtherURL: String?
    let pager: Pager
    let call: String
    let callNote: String?

    struct PromptFilter: Sendable {
        let filterText: String
        let filterURL: String?
        let withoutURL: String
    }

    struct Found: Sendable {
        let answers: FoundAnswers
        /// Of the whole list; `nil` where that is not known.
        let total: Int?
        let choices: ViewChoices
        /// Of the filter; `nil` where it names none, or none of the brand's.
        let prompt: Prompt?
    }

    init(_ found: Found, for query: ResponseQuery, today: Day, _ visit: BrandVisit, words: DateWords, baseURL: String) {
        let (slug, brand) = (visit.slug, visit.brand)
        let list = SitePath.responses(slug, brand.id)
        title = "Responses · \(brand.name)"
        brandName = brand.name
        complaint = query.complaint
        form = ResponseForm(query, choices: found.choices, today: today, at: list)
        promptFilter = query.prompt.map { id in
            PromptFilter(
                filterText: found.prompt?.text.oneLine(most: 160) ?? "prompt \(id), which \(brand.name) does not have",
                filterURL: found.prompt.map { query.view.address(.prompt(slug, brand.id, $0.id)) },
                withoutURL: query.addressOfAllPrompts(list))
        }
        let finder = MentionFinder(brand.subjects)
        let answers = found.answers
        rows = answers.answers.map { ResponseRow($0, query, finder: finder, visit, words: words) }
        hasRows = !rows.isEmpty
        countWords = found.total.map { counted($0, "response") } ?? "\(counted(rows.count, "response")) on this page"
        isNew =
            rows.isEmpty && !query.isNarrow && query.complaint == nil && query.part == .newest && answers.stoppedAt == nil
        promptsURL = query.view.address(.prompts(slug, brand.id))
        exportURL = visit.role.may(.seeJobs) && !brand.isArchived ? SitePath.exports(slug, brand.id).address : nil
        allResponsesURL = list.address
        furtherURL = answers.stoppedAt.map { query.address(list, older: $0) }
        remarks = Self.remarks(answers, query)
        pager = Pager(
            newer: answers.newer.map { query.address(list, newer: $0) },
            older: answers.stoppedAt == nil ? answers.older.map { query.address(list, older: $0) } : nil,
            newerLabel: "Newer", olderLabel: "Older", place: "")
        let call = ResponsesCall(query, today: today, brand: brand.id, baseURL: baseURL)
        (self.call, callNote) = (call.text, call.note)
    }

    private static func remarks(_ answers: FoundAnswers, _ query: ResponseQuery) -> [String] {
        var remarks: [String] = []
        if query.words.isEmpty, !query.words.text.isEmpty {
            remarks.append("“\(query.words.text.oneLine(most: 60))” has no word to search for, so it asks for nothing.")
        }
        if answers.unsearched > 0 {
            remarks.append(
                "Up to \(counted(answers.unsearched, "response")), which came in or were evaluated anew just now, are not searchable yet. Look again in a moment."
            )
        }
        if let place = answers.stoppedAt {
            remarks.append(
                "This takes long to find. What is older than \(CalendarDay(place.createdAt).long) has not been looked at yet.")
        }
        return remarks
    }
}
