using P2P.Sdk.Contacts.Import;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class StagedContentTests
{
    [Theory]
    [InlineData("phone\n3125550142\n")]
    [InlineData("phone,state\nnonsense,IL\n")]
    [InlineData("phone\n3125550142,surplus\n")]
    [InlineData("phone,first_name,last_name,email,state,zip,van_id,language,time_zone,tags,issue_ID,friends\n"
        + "3125550142,Zoë 🎉,\"O'Neil \"\"Bo\"\" \\ <b>\",a@example.org,IL,60614,V1,es,America/Chicago,a;Opt Out,Jobs,\"Ana;Ben\"\n")]
    [InlineData("phone,state,zip,tags\n3125550142,Narnia,x,optout\n")]
    public async Task A_row_comes_out_of_the_stage_as_it_went_in(string text)
    {
        var row = await ReadRowAsync(text, TestFields.Text("issue_ID", "Issue"), TestFields.MultiText("friends", "Friends"));
        var read = StagedContent.Read(StagedContent.Write(row));
        Assert.Equivalent(row, read, strict: true);
        Assert.Equal(row.Values?.Phone.ToString(), read.Values?.Phone.ToString());
        Assert.Equal(row.Values?.Fields, read.Values?.Fields);
    }
}
