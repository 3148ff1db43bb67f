namespace P2P.Sdk.Results.Exports;

/// <summary>What the rows of an export are (RES-6).</summary>
public enum ExportKind
{
    /// <summary>A row a text, out and in, contact by contact.</summary>
    Messages,

    /// <summary>A row a contact, in the columns that an import reads.</summary>
    Contacts,

    /// <summary>A row a report, contact by contact.</summary>
    Reports,

    /// <summary>A row an opt-out of the campaign with its evidence (OPT-6).</summary>
    OptOuts,

    /// <summary>A row an entry of the audit trail, latest first.</summary>
    Audit,

    /// <summary>A row a user; of an action with what they did in it.</summary>
    Users,

    /// <summary>A row an error code of an action, with what it means.</summary>
    Errors,
}

public enum ExportFormat
{
    /// <summary>UTF-8 with a byte order mark, commas, RFC 4180.</summary>
    Csv,

    /// <summary>An Excel workbook of one sheet. Needs the package P2P.Sdk.Excel.</summary>
    Xlsx,
}

public enum ExportState
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>Being written; whoever takes over from a process that died begins anew.</summary>
    Writing,

    /// <summary>The file can be downloaded.</summary>
    Done,

    /// <summary>There is no file. See <see cref="Export.Failure"/>.</summary>
    Failed,

    /// <summary>The file was deleted, <see cref="Export.Kept"/> after it was made.</summary>
    Expired,
}
