internal import Catalog

/// A table of prompts that was uploaded or pasted, looked at row by row.
struct PromptUpload: Sendable {
    /// With plain line ends, as a browser sends it back in whatever form.
    let text: String
    let rows: [Result<PromptRow, LineFault>]
    let hasHeader: Bool
    let unknownColumns: [String]

    /// - Throws: ``LineFault``, when nothing in it can be read.
    init(_ fields: FormFields) throws(LineFault) {
        var text = fields["sheet"]
        if let file = fields.file("file") {
            // Its first bytes tell better what is wrong with a file of another kind.
            guard let decoded = String(validating: file, as: UTF8.self) else {
                _ = try PromptSheet(csv: file)
                throw LineFault(line: 1, "This file is not UTF-8. Save it as \"CSV UTF-8\" and try again.")
            }
            text = decoded
        }
        text = FormValues.withPlainLineEnds(text)
        guard text.utf8.count <= PromptSheetLimits.bytes else {
            throw LineFault(line: 1, "This is more than \(PromptSheetLimits.bytes / 1_048_576) MB. Send it in parts.")
        }
        let sheet = try PromptSheet(csv: Array(text.utf8))
        var rows: [Result<PromptRow, LineFault>] = []
        for row in sheet {
            guard rows.count < PromptSheetLimits.rows else {
                throw LineFault(
                    line: 1, "These are more than \(grouped(PromptSheetLimits.rows)) rows. Send them in parts.")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else {
            throw LineFault(line: 1, "There is no prompt in it. Choose a file, or paste the rows.")
        }
        (self.text, self.rows) = (text, rows)
        (hasHeader, unknownColumns) = (sheet.hasHeader, sheet.unknownColumns)
    }
}
