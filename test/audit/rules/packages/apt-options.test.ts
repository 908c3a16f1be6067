import { aptGetAssumeYes } from '../../../../src/audit/rules/packages/apt-get-assume-yes.js';
import { aptGetNoRecommends } from '../../../../src/audit/rules/packages/apt-get-no-recommends.js';
import { aptInsteadOfAptGet } from '../../../../src/audit/rules/packages/apt-instead-of-apt-get.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(aptGetAssumeYes, {
  complies: [
    'RUN apt-get install -y curl',
    'RUN apt-get -y install curl',
    'RUN apt-get install curl -y',
    'RUN apt-get install --yes curl && apt-get install --assume-yes git',
    'RUN apt-get install --assume-yes=true curl',
    'RUN apt-get -yq install curl && apt-get -qqy install git && apt-get install -qy vim',
    'RUN apt-get -qq install curl && apt-get -q=2 install git && apt-get -q -q install vim',
    'RUN apt-get -o APT::Get::Assume-Yes=true install curl',
    'RUN yes | apt-get install curl',
    'RUN apt-get $APT_OPTIONS install curl',
    'RUN apt-get install "$@"',
    'RUN echo \'APT::Get::Assume-Yes "true";\' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install curl',
    'COPY <<EOF /etc/apt/apt.conf.d/90\nAPT::Get::Assume-Yes "1";\nEOF\nRUN apt-get install curl',
    'RUN apt-get update && apt-get clean',
    'RUN apt-get remove curl',
    'RUN apt-get install -s curl',
    'ARG APT="-y"\nRUN apt-get install $APT curl',
  ],
  violates: [
    ['RUN apt-get install curl', 1],
    ['RUN apt-get -q install curl', 1],
    ['RUN apt-get install --no-install-recommends curl', 1],
    ['RUN apt-get install --yes=false curl', 1],
    ['RUN DEBIAN_FRONTEND=noninteractive apt-get install curl', 1],
    ['RUN ["apt-get", "install", "curl"]', 1],
    ['RUN apt-get update -y && apt-get install curl', 1],
    ['RUN apt-get -t y install yasm', 1],
    ['RUN apt-get install curl\nRUN echo \'APT::Get::Assume-Yes "true";\' > /etc/apt/apt.conf.d/90yes', 1],
    ['RUN echo \'APT::Get::Assume-Yes "false";\' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install curl', 2],
    ['RUN apt-get build-dep nginx', 1],
  ],
});

dockerfileCases(aptGetNoRecommends, {
  complies: [
    'RUN apt-get install -y --no-install-recommends curl',
    'RUN apt-get --no-install-recommends install curl',
    'RUN apt-get install curl --no-install-recommends',
    'RUN apt-get install -y -o APT::Install-Recommends=false curl',
    'RUN apt-get -o "APT::Install-Recommends=0" install curl',
    'RUN apt-get -oAPT::Install-Recommends=no install curl',
    'RUN echo \'APT::Install-Recommends "0";\' >> /etc/apt/apt.conf && apt-get install curl',
    'RUN printf \'APT::Install-Recommends "false";\\nAPT::Install-Suggests "false";\\n\' | tee /etc/apt/apt.conf.d/99x\nRUN apt-get install curl',
    'RUN { echo \'APT::Install-Recommends "false";\'; echo x; } > /etc/apt/apt.conf.d/99x\nRUN apt-get install curl',
    'RUN apt-get update && apt-get upgrade -y',
    'RUN apt-get install -y -f',
    'RUN apt-get $APT_FLAGS install curl',
    'FROM a AS base\nRUN echo \'APT::Install-Recommends "0";\' > /etc/apt/apt.conf.d/1\nFROM base\nRUN apt-get install curl',
  ],
  violates: [
    ['RUN apt-get install -y curl', 1],
    ['RUN apt-get install -y --no-install-suggests curl', 1],
    ['RUN apt-get install -y --install-recommends curl', 1],
    ['RUN apt-get install -y -o APT::Install-Recommends=true curl', 1],
    ['RUN apt-get install -y --no-install-recommends a && apt-get install -y b', 1],
    ['RUN ["apt-get", "install", "-y", "curl"]', 1],
    ['RUN apt install -y curl', 1],
  ],
});

dockerfileCases(aptInsteadOfAptGet, {
  complies: [
    'RUN apt-get install curl',
    'RUN apt-cache policy curl && apt-key add key && apt-mark hold curl',
    'RUN rm -rf /etc/apt /var/lib/apt/lists/*',
    'RUN echo apt install curl',
    'RUN add-apt-repository ppa:a/b',
    'LABEL apt=x',
  ],
  violates: [
    ['RUN apt install curl', 1],
    ['RUN apt-get update && apt install -y curl', 1],
    ['RUN sudo apt update', 1],
    ['RUN ["apt", "install", "curl"]', 1],
    ['RUN /usr/bin/apt -y upgrade', 1],
    ['RUN sh -c "apt install curl"', 1],
  ],
});
