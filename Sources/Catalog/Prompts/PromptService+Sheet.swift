// Prompts out of files.
extension PromptService {
    /// Looks at every row, so that whoever wrote them hears of all that is wrong at once.
    ///
    /// - Returns: the rows that can be written, and what is wrong with the others, by line.
    package func prepare(
        _ rows: [Result<PromptRow, LineFault>], of brand: Brand
    ) async throws -> (batch: PromptBatch, faults: [LineFault]) {
        var drafts: [PromptDraft] = []
        var lines: [Int] = []
        var faults: [LineFault] = []
        for row in rows {
            switch row {
            case .failure(let fault): faults.append(fault)
            case .success(let row):
                do throws(CatalogError) {
                    drafts.append(try row.draft(for: brand))
                    lines.append(row.line)
                } catch {
                    faults.append(LineFault(line: row.line, error.message))
                }
            }
        }
        let batch = try await prepare(drafts, of: brand.id, in: brand.organization)
        faults += batch.faults.map { LineFault(line: lines[$0.index], $0.error.message) }
        return (batch, faults.sorted { $0.line < $1.line })
    }
}
