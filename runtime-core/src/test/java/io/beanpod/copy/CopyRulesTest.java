package io.beanpod.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyRulesTest {
  @ParameterizedTest(name = "{0} at depth {1}")
  @CsvSource({
    "a,0,true",
    "./a/b,0,true",
    "..,1,true",
    "../a,1,true",
    "../../a/b,2,true",
    "..,0,false",
    "../../a,1,false",
    "./../../a,1,false",
    "/etc/passwd,3,false",
    "a/..,3,false",
    "link/../../../../etc,3,false",
  })
  void aSymlinkStaysWithinTheCopy(String target, int depth, boolean stays) {
    assertThat(CopyRules.staysWithin(target, depth)).isEqualTo(stays);
  }

  @ParameterizedTest
  @CsvSource({"0,true,true,4095", "0,false,false,493", "1000,true,false,4095"})
  void onlyRootGivesFilesAway(int uid, boolean preserve, boolean keeps, int mask) {
    CopyRules rules = CopyRules.intoContainer(new CopyRules.Owner(uid, 5), preserve);
    assertThat(rules.keepOwner()).isEqualTo(keeps);
    assertThat(rules.owner().isPresent()).isEqualTo(!keeps);
    assertThat(rules.modeMask()).isEqualTo(mask);
    assertThat(CopyRules.fromContainer().modeMask() & 07000).as("never set-user-id").isZero();
  }
}
