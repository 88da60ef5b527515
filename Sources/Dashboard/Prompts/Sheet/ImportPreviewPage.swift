internal import Catalog

/// What a CSV file would do, before it does it.
struct ImportPreviewPage: Page {
    static let template = Template.importPreview

    let title: String
    let writeURL: String
    let againURL: String
    /// `12 prompts will be added, 3 taken up again; 4 are there already.`
    let outcome: String
    let remarks: [String]
    let faults: [FaultLine]
    let hasFaults: Bool
    let faultsHeading: String
    let moreFaults: String?
    let rows: [Row]
    let hasRows: Bool
    let moreRows: String?
    /// The whole table, carried to the next step.
    let sheet: String
    let confirmed: String
    /// `nil` where there is nothing to write.
    let action: String?

    struct FaultLine: Sendable {
        let line: Int
        let message: String
    }

    struct Row: Sendable {
        let text: String
        let outcome: String
        let outcomeStyle: String
        let stage: String
        let tags: String
        let platforms: String
        let isArchived: Bool
    }

    /// More lines than these are not read.
    static let most = 50

    init(
        _ upload: PromptUpload, _ added: [AddedPrompt], faults found: [LineFault], isAgain: Bool, _ visit: BrandVisit
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        title = "Import prompts · \(brand.name)"
        writeURL = SitePath.importPrompts(slug, brand.id).address
        againURL = SitePath.importPrompts(slug, brand.id).address
        let new = added.filter { $0.outcome != .existing }
        outcome = Self.outcome(added)
        var remarks: [String] = []
        if isAgain { remarks.append("Something changed since you looked, so nothing was written yet. Look again.") }
        if !upload.hasHeader { remarks.append("The first row names no columns, so each line is taken as a prompt.") }
        if !upload.unknownColumns.isEmpty {
            remarks.append(
                "Passed over, since they mean nothing here: \(upload.unknownColumns.map { $0.oneLine(most: 40) }.inWords).")
        }
        self.remarks = remarks
        faults = found.prefix(Self.most).map { FaultLine(line: $0.line, message: $0.message) }
        hasFaults = !found.isEmpty
        faultsHeading = found.count == 1 ? "1 row is left out" : "\(grouped(found.count)) rows are left out"
        moreFaults = found.count > Self.most ? "and \(grouped(found.count - Self.most)) more" : nil
        rows = added.prefix(Self.most).map(Self.row)
        hasRows = !rows.isEmpty
        moreRows = added.count > Self.most ? "and \(grouped(added.count - Self.most)) more" : nil
        sheet = upload.text
        confirmed = Self.confirmation(added.count, found)
        action =
            new.isEmpty
            ? nil
            : found.isEmpty
                ? "Import \(counted(new.count, "prompt"))" : "Import \(counted(new.count, "prompt")), leave out the rest"
    }

    /// What the second step must bring back, so that nothing is written that was not looked at.
    static func confirmation(_ prompts: Int, _ faults: [LineFault]) -> String { "\(prompts).\(faults.count)" }

    private static func outcome(_ added: [AddedPrompt]) -> String {
        func count(_ outcome: AddedPrompt.Outcome) -> Int { added.count { $0.outcome == outcome } }
        let parts = [
            (count(.created), "will be added"), (count(.restored), "will be taken up again"),
            (
                count(.existing),
                count(.existing) == 1 ? "is there already and stays as it is" : "are there already and stay as they are"
            ),
        ].filter { $0.0 > 0 }
        guard let first = parts.first else { return "No row can be imported." }
        return "\(counted(first.0, "prompt")) \(first.1)" + parts.dropFirst().map { ", \(grouped($0.0)) \($0.1)" }.joined() + "."
    }

    private static func row(_ added: AddedPrompt) -> Row {
        let prompt = added.prompt
        let (outcome, style) =
            switch added.outcome {
            case .created: ("New", "good")
            case .restored: ("Taken up again", "warn")
            case .existing: ("There already", "plain")
            }
        return Row(
            text: prompt.text.oneLine(most: 160), outcome: outcome, outcomeStyle: style, stage: prompt.stageName,
            tags: prompt.settings.tags.joined(separator: ", ").oneLine(most: 80),
            platforms: PromptLine.words(prompt.settings.platforms), isArchived: prompt.isArchived)
    }
}
