using System.Globalization;
using SampleContacts;

const string Usage = """
    Makes a contact file as messy as real ones. The same seed makes the same bytes.

      dotnet run --project eng/SampleContacts -- [--seed N] [--rows N] OUTPUT

      --seed N   any whole number; default 20261103
      --rows N   1 to 5000 rows besides the header; default 2000
      OUTPUT     the file to write; an existing one is replaced

    The numbers are of the kind that is set aside for fiction (555-0100 to 555-0199), so no text can reach anybody.
    The simulated carrier takes 555-0150 to 555-0159 for landlines.
    """;

var (seed, rows, output) = (SampleFile.Seed, SampleFile.Rows, "");
for (var at = 0; at < args.Length; at++)
{
    switch (args[at])
    {
        case "--help" or "-h":
            Console.WriteLine(Usage);
            return 0;
        case "--seed" when Number(at + 1) is { } number:
            (seed, at) = (number, at + 1);
            break;
        case "--rows" when Number(at + 1) is >= 1 and <= SampleFile.MaxRows and { } number:
            (rows, at) = (number, at + 1);
            break;
        case var path when output.Length == 0 && !path.StartsWith('-'):
            output = path;
            break;
        default:
            return Refuse($"{args[at]} was not understood, or what follows it.");
    }
}

if (output.Length == 0)
{
    return Refuse("The file to write is not named.");
}

try
{
    File.WriteAllBytes(output, SampleFile.Make(seed, rows));
}
catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
{
    return Refuse(unwritable.Message);
}

Console.WriteLine($"{rows} rows are in {output}.");
return 0;

int? Number(int at) =>
    at < args.Length && int.TryParse(args[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    Console.Error.WriteLine();
    Console.Error.WriteLine(Usage);
    return 2;
}
