using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.TextingWindows;
using SampleContacts;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class SampleContactsTests
{
    private static readonly CustomField[] Fields =
    [
        TestFields.Text("issue_ID", "Issue"),
        TestFields.Text("donation_amount", "Donation"),
        TestFields.Text("polling_place", "Polling Place"),
    ];

    [Fact]
    public void The_sample_in_the_repository_is_what_its_generator_makes() =>
        Assert.Equal(SampleFile.Make(), File.ReadAllBytes(SamplePath()));

    [Fact]
    public void Another_seed_makes_other_contacts_and_the_same_seed_the_same() =>
        Assert.Multiple(
            () => Assert.Equal(SampleFile.Make(7, 300), SampleFile.Make(7, 300)),
            () => Assert.NotEqual(SampleFile.Make(7, 300), SampleFile.Make(8, 300)));

    [Fact]
    public async Task The_sample_has_every_trouble_of_real_files_and_is_read()
    {
        var (file, rows) = await ReadAsync(new MemoryStream(SampleFile.Make()), Fields);

        Assert.Null(file.Broken);
        Assert.Equal(["Internal notes"], file.UnknownColumns);
        var taken = rows.Where(row => row.Values is not null).Select(row => row.Values!).ToList();
        var numbers = taken.Select(values => values.Phone).ToHashSet();
        Assert.Equal(2000, rows.Count);
        Assert.Equal(44, rows.Count(row => row.Problem == ContactRowProblem.InvalidPhoneNumber));
        Assert.Equal(7, rows.Count(row => row.Problem == ContactRowProblem.Malformed));
        Assert.Equal(52, taken.Count - numbers.Count);
        Assert.Equal(1897, numbers.Count);

        Assert.All(numbers, number => Assert.Contains("55501", number.ToString(), StringComparison.Ordinal));
        Assert.InRange(numbers.Count(number => number.ToString()[^2] == '5'), 100, 300); // The simulated carrier's landlines.
        Assert.Equal(81, numbers.Select(number => number.AreaCode).Distinct().Count());
        Assert.All(Fields, field => Assert.Contains(taken, values => values.Fields.ContainsKey(field.Id)));
        Assert.Contains(taken, values => values.OptsOut);
        foreach (var column in new[] { "Email", "State", "Zip Code", "language", "Time_Zone" })
        {
            Assert.Contains(rows, row => row.Message.Contains($"\"{column}\" is", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_sample_has_contacts_in_every_time_zone_of_the_US()
    {
        var (_, rows) = await ReadAsync(new MemoryStream(SampleFile.Make()), Fields);
        var zones = rows.Where(row => row.Values is not null)
            .SelectMany(row => RecipientPlace.KeyFor(
                row.Values!.TimeZone, row.Values.Zip, row.Values.State, row.Values.Phone).Zones)
            .Select(zone => zone.Id)
            .ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Boise",
                "America/Anchorage", "America/Adak", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam",
            },
            zones);
    }

    private static string SamplePath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "P2P.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "samples", "data", "contacts.csv");
    }
}
